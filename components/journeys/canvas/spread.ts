import type { JourneyDraft } from "@/lib/journeys/document.ts";

/** A document with more room between its rows, where more stands on each face than while it is drawn. */
export function spread(document: JourneyDraft, by: number): JourneyDraft {
  const down = <Placed extends { position: { x: number; y: number } }>(each: Placed): Placed => ({
    ...each,
    position: { x: each.position.x, y: Math.round(each.position.y * by) },
  });
  return { ...document, nodes: document.nodes.map(down), notes: document.notes.map(down) };
}

/** A face with its words, its counts and its doors, and room around the whole. */
const [FACE, AROUND] = [150, 64];

/** How high a document is when it is drawn at its full size, in pixels. */
export function heightOf({ nodes, notes }: JourneyDraft): number {
  const tops = nodes.map(({ position }) => position.y);
  const ends = [...tops.map((y) => y + FACE), ...notes.map(({ position, height }) => position.y + height)];
  const top = Math.min(...tops, ...notes.map(({ position }) => position.y));
  return ends.length === 0 ? 0 : Math.round(Math.max(...ends) - top) + AROUND;
}
