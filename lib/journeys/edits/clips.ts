import { z } from "zod";
import { type JourneyDraft, journeyDraft, journeyLimits, type Position } from "../document.ts";
import type { MakeId } from "../fresh-id.ts";

/** A part of a journey on the clipboard, for this or another journey. */
export const clip = journeyDraft.pick({ nodes: true, edges: true, notes: true }).extend({
  junction: z.literal("journey"),
});
export type Clip = z.output<typeof clip>;

/** Nodes and notes with the links between them. */
export function copy(document: JourneyDraft, ids: ReadonlySet<string>): Clip {
  return {
    junction: "journey",
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    notes: document.notes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

export type Pasted = { document: JourneyDraft; ids: ReadonlySet<string> };

/** Puts a clip into a journey under ids of its own, moved by `by`; `ids`: what was put there. Nothing, where it is too much. */
export function paste(document: JourneyDraft, given: Clip, by: Position, makeId: MakeId): Pasted {
  const { nodes, edges, notes } = given;
  const tooMuch =
    document.nodes.length + nodes.length > journeyLimits.nodes ||
    document.edges.length + edges.length > journeyLimits.edges ||
    document.notes.length + notes.length > journeyLimits.notes;
  if (tooMuch || nodes.length + notes.length === 0) {
    return { document, ids: new Set() };
  }
  const fresh = new Map([...nodes, ...notes].map(({ id }) => [id, makeId()]));
  const idOf = (id: string) => fresh.get(id) ?? id;
  const moved = <Item extends { id: string; position: Position }>(item: Item): Item => ({
    ...structuredClone(item),
    id: idOf(item.id),
    position: { x: item.position.x + by.x, y: item.position.y + by.y },
  });
  const linked = edges.filter(({ from, to }) => fresh.has(from) && fresh.has(to));
  return {
    document: {
      ...document,
      nodes: [...document.nodes, ...nodes.map(moved)],
      notes: [...document.notes, ...notes.map(moved)],
      edges: [
        ...document.edges,
        ...linked.map((edge) => ({ ...edge, id: makeId(), from: idOf(edge.from), to: idOf(edge.to) })),
      ],
    },
    ids: new Set(fresh.values()),
  };
}

const ASIDE: Position = { x: 40, y: 40 };

export function duplicate(document: JourneyDraft, ids: ReadonlySet<string>, makeId: MakeId): Pasted {
  return paste(document, copy(document, ids), ASIDE, makeId);
}
