import type { JourneyDraft } from "@/lib/journeys/document.ts";

/** A document with more room between its rows, where more stands on each face than while it is drawn. */
export function spread(document: JourneyDraft, by: number): JourneyDraft {
  const down = <Placed extends { position: { x: number; y: number } }>(each: Placed): Placed => ({
    ...each,
    position: { x: each.position.x, y: Math.round(each.position.y * by) },
  });
  return { ...document, nodes: document.nodes.map(down), notes: document.notes.map(down) };
}
