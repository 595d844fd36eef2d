import type { JourneyDraft, Position } from "@/lib/journeys/document.ts";
import { move } from "@/lib/journeys/edits/nodes.ts";
import { faceWidth } from "@/lib/journeys/face-width.ts";
import { edgeAt, exitsOf, nodeOf, reachable } from "@/lib/journeys/graph.ts";

const COLUMN = 280;
const ROW = 170;
const NEAR = { x: 20, y: 120 };

/** The nearest place to the right of a wanted one where a node of this width lies over none that stands there already. */
export function freePlace({ nodes }: JourneyDraft, wanted: Position, width: number): Position {
  const place = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  const inTheWay = () =>
    nodes.find(
      (node) =>
        Math.abs(node.position.y - place.y) < NEAR.y &&
        node.position.x < place.x + width + NEAR.x &&
        place.x < node.position.x + faceWidth(node) + NEAR.x,
    );
  for (let node = inTheWay(); node; node = inTheWay()) {
    place.x = Math.max(place.x + COLUMN, node.position.x + faceWidth(node) + NEAR.x);
  }
  return place;
}

/** Where a node goes that an exit will lead to: below it, the further right the later the exit. */
export function placeAfter(document: JourneyDraft, from: string, exit: string, width: number): Position {
  const source = nodeOf(document, from);
  if (!source) {
    return freePlace(document, { x: 0, y: 0 }, width);
  }
  const exits = exitsOf(source) ?? [];
  const at = Math.max(
    0,
    exits.findIndex(({ id }) => id === exit),
  );
  const taken = exits.slice(0, at).filter(({ id }) => edgeAt(document, from, id)).length;
  const { x, y } = source.position;
  return freePlace(document, { x: x + taken * COLUMN, y: y + ROW }, width);
}

/** Moves what comes after a link down, so that a node has room on it; where that one goes. */
export function roomOn(
  document: JourneyDraft,
  edgeId: string,
  width: number,
): { document: JourneyDraft; place: Position } | null {
  const edge = document.edges.find(({ id }) => id === edgeId);
  const [source, target] = [edge && nodeOf(document, edge.from), edge && nodeOf(document, edge.to)];
  if (!edge || !source || !target) {
    return null;
  }
  const gap = target.position.y - source.position.y;
  if (gap <= 0) {
    const below = { x: source.position.x, y: source.position.y + ROW };
    return { document, place: freePlace(document, below, width) };
  }
  const short = Math.max(0, 2 * ROW - gap);
  const below = [...reachable(document, [edge.to])].filter(
    (id) => id !== edge.from && (nodeOf(document, id)?.position.y ?? 0) >= target.position.y,
  );
  const moved = short === 0 ? document : move(document, new Set(below), { x: 0, y: short });
  const wanted = { x: target.position.x, y: source.position.y + Math.max(ROW, gap / 2) };
  return { document: moved, place: freePlace(moved, wanted, width) };
}
