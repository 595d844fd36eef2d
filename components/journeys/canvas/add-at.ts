import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { addAfter, insertOnEdge } from "@/lib/journeys/edits/links.ts";
import { addNode, newNode } from "@/lib/journeys/edits/nodes.ts";
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
  const done = (next: JourneyDraft, before = document): Added | null =>
    next === before ? null : { document: next, node };
  if (target.kind === "place") {
    return done(addNode(document, newNode(kind, node, freePlace(document, target.place))));
  }
  const edge = target.kind === "edge" ? target.edge : edgeAt(document, target.from, target.exit)?.id;
  if (edge !== undefined) {
    const room = roomOn(document, edge);
    return (
      room &&
      done(insertOnEdge(room.document, edge, newNode(kind, node, room.place), makeId()), room.document)
    );
  }
  if (target.kind !== "exit") {
    return null;
  }
  const place = target.place
    ? freePlace(document, target.place)
    : placeAfter(document, target.from, target.exit);
  return done(addAfter(document, target, newNode(kind, node, place), makeId()));
}
