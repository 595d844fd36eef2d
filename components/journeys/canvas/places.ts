import type { JourneyDraft, Position } from "@/lib/journeys/document.ts";
import { move } from "@/lib/journeys/edits/nodes.ts";
import { edgeAt, exitsOf, nodeOf, reachable } from "@/lib/journeys/graph.ts";

export const COLUMN = 280;
export const ROW = 170;
const NEAR = { x: 240, y: 120 };

/** The nearest place to the right of a wanted one where no node stands. */
export function freePlace({ nodes }: JourneyDraft, wanted: Position): Position {
  const place = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  const isTaken = () =>
    nodes.some(
      ({ position }) => Math.abs(position.x - place.x) < NEAR.x && Math.abs(position.y - place.y) < NEAR.y,
    );
  while (isTaken()) {
    place.x += COLUMN;
  }
  return place;
}

/** Where a node goes that an exit will lead to: below it, the further right the later the exit. */
export function placeAfter(document: JourneyDraft, from: string, exit: string): Position {
  const source = nodeOf(document, from);
  if (!source) {
    return freePlace(document, { x: 0, y: 0 });
  }
  const exits = exitsOf(source) ?? [];
  const at = Math.max(
    0,
    exits.findIndex(({ id }) => id === exit),
  );
  const taken = exits.slice(0, at).filter(({ id }) => edgeAt(document, from, id)).length;
  const { x, y } = source.position;
  return freePlace(document, { x: x + taken * COLUMN, y: y + ROW });
}

/** Moves what comes after a link down, so that a node has room on it; where that one goes. */
export function roomOn(
  document: JourneyDraft,
  edgeId: string,
): { document: JourneyDraft; place: Position } | null {
  const edge = document.edges.find(({ id }) => id === edgeId);
  const [source, target] = [edge && nodeOf(document, edge.from), edge && nodeOf(document, edge.to)];
  if (!edge || !source || !target) {
    return null;
  }
  const gap = target.position.y - source.position.y;
  if (gap <= 0) {
    return { document, place: freePlace(document, { x: source.position.x, y: source.position.y + ROW }) };
  }
  const short = Math.max(0, 2 * ROW - gap);
  const below = [...reachable(document, [edge.to])].filter(
    (id) => id !== edge.from && (nodeOf(document, id)?.position.y ?? 0) >= target.position.y,
  );
  const moved = short === 0 ? document : move(document, new Set(below), { x: 0, y: short });
  const wanted = { x: target.position.x, y: source.position.y + Math.max(ROW, gap / 2) };
  return { document: moved, place: freePlace(moved, wanted) };
}
