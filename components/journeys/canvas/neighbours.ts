import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { edgeAt, exitsOf, nodeOf } from "@/lib/journeys/graph.ts";

export type Direction = "ArrowDown" | "ArrowUp" | "ArrowLeft" | "ArrowRight";

export const isDirection = (key: string): key is Direction =>
  key === "ArrowDown" || key === "ArrowUp" || key === "ArrowLeft" || key === "ArrowRight";

/** Where a node's exits lead, in their order. */
function after(document: JourneyDraft, id: string): string[] {
  const node = nodeOf(document, id);
  const exits = (node && exitsOf(node)) ?? [];
  return [...new Set(exits.flatMap((exit) => edgeAt(document, id, exit.id)?.to ?? []))];
}

/** The node that an arrow key leads to: along a link, or to one beside it behind the same node. */
export function neighbour(document: JourneyDraft, id: string, key: Direction): string | null {
  const before = document.edges.find(({ to }) => to === id)?.from ?? null;
  if (key === "ArrowDown") {
    return after(document, id)[0] ?? null;
  }
  if (key === "ArrowUp" || before === null) {
    return before;
  }
  const beside = after(document, before);
  return beside[beside.indexOf(id) + (key === "ArrowRight" ? 1 : -1)] ?? null;
}
