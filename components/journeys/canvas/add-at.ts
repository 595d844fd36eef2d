import type { JourneyDraft, JourneyNode, Position } from "@/lib/journeys/document.ts";
import { addAfter, insertOnEdge } from "@/lib/journeys/edits/links.ts";
import { addNode, newNode } from "@/lib/journeys/edits/nodes.ts";
import { faceWidth } from "@/lib/journeys/face-width.ts";
import type { MakeId } from "@/lib/journeys/fresh-id.ts";
import { edgeAt } from "@/lib/journeys/graph.ts";
import type { PickTarget } from "./canvas-context.ts";
import { freePlace, placeAfter, roomOn } from "./places.ts";

export type Added = { document: JourneyDraft; node: string };

/** Puts a new node of a kind where it was asked for; null where it cannot stand there. */
export function addAt(
  document: JourneyDraft,
  kind: string,
  target: PickTarget,
  makeId: MakeId,
): Added | null {
  const node = makeId();
  const fresh = newNode(kind, node, { x: 0, y: 0 });
  if (!fresh) {
    return null;
  }
  const width = faceWidth(fresh);
  const made = (position: Position): JourneyNode => ({ ...fresh, position });
  const done = (next: JourneyDraft, before = document): Added | null =>
    next === before ? null : { document: next, node };
  if (target.kind === "place") {
    return done(addNode(document, made(freePlace(document, target.place, width))));
  }
  const edge = target.kind === "edge" ? target.edge : edgeAt(document, target.from, target.exit)?.id;
  if (edge !== undefined) {
    const room = roomOn(document, edge, width);
    return room && done(insertOnEdge(room.document, edge, made(room.place), makeId()), room.document);
  }
  if (target.kind !== "exit") {
    return null;
  }
  const place = target.place
    ? freePlace(document, target.place, width)
    : placeAfter(document, target.from, target.exit, width);
  return done(addAfter(document, target, made(place), makeId()));
}
