import type { JourneyDraft, JourneyNode } from "@/lib/journeys/document.ts";
import { edgeAt, exitsOf, isEntry, nodeOf } from "@/lib/journeys/graph.ts";

/** The nodes in the order in which somebody walks: each path to its end before the next one; then those nothing leads to. */
export function walkOrder(document: JourneyDraft): { walked: JourneyNode[]; loose: JourneyNode[] } {
  const walked: JourneyNode[] = [];
  const seen = new Set<string>();
  const open = document.nodes
    .filter(isEntry)
    .map(({ id }) => id)
    .reverse();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodeOf(document, id);
    if (!node || seen.has(id)) {
      continue;
    }
    seen.add(id);
    walked.push(node);
    const next = (exitsOf(node) ?? []).flatMap((exit) => edgeAt(document, node.id, exit.id)?.to ?? []);
    open.push(...next.reverse());
  }
  return { walked, loose: document.nodes.filter(({ id }) => !seen.has(id)) };
}

/** The number that each node has in the list. */
export function placesOf(document: JourneyDraft): Map<string, number> {
  const { walked, loose } = walkOrder(document);
  return new Map([...walked, ...loose].map(({ id }, place) => [id, place + 1]));
}
