import type { JourneyDraft, JourneyNode } from "@/lib/journeys/document.ts";
import { isEntry } from "@/lib/journeys/graph.ts";
import type { Exit } from "@/lib/journeys/nodes/node-kind.ts";

/** What becomes of people at an exit that leads nowhere: they are out, wait there for a goal, or do not take it at all. */
export type LooseEnd = "ends" | "goal" | "unused";

export function looseEnd(
  { settings: { goals } }: Pick<JourneyDraft, "settings">,
  node: JourneyNode,
  { linked }: Exit,
): LooseEnd {
  if (linked) {
    return "unused";
  }
  return Array.isArray(goals) && goals.length > 0 && !isEntry(node) ? "goal" : "ends";
}
