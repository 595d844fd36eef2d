import type { JourneyDraft, Position } from "@/lib/journeys/document.ts";
import { place } from "@/lib/journeys/edits/nodes.ts";
import { changeNote } from "@/lib/journeys/edits/notes.ts";

/** Puts nodes and notes where they were dragged to; the same document where nothing moved. */
export function placeAll(document: JourneyDraft, places: ReadonlyMap<string, Position>): JourneyDraft {
  const moved = [...document.nodes, ...document.notes].filter(({ id, position }) => {
    const to = places.get(id);
    return to !== undefined && (to.x !== position.x || to.y !== position.y);
  });
  if (moved.length === 0) {
    return document;
  }
  const placed = place(document, places);
  return document.notes.reduce((made, { id }) => {
    const position = places.get(id);
    return position ? changeNote(made, id, { position }) : made;
  }, placed);
}
