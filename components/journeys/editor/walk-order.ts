import type { JourneyDraft, JourneyEdge, JourneyNode } from "@/lib/journeys/document.ts";
import { edgesFrom, exitsOf, isEntry } from "@/lib/journeys/graph.ts";

/** The link of each exit, by node and exit. */
export function exitsTo({ edges }: Pick<JourneyDraft, "edges">): Map<string, Map<string, JourneyEdge>> {
  return new Map(
    [...edgesFrom(edges)].map(([from, leaving]) => [
      from,
      // Of two links from one exit the first counts, as everywhere.
      new Map(leaving.toReversed().map((edge) => [edge.exit, edge])),
    ]),
  );
}

/** The nodes in the order in which somebody walks: each path to its end before the next one; then those nothing leads to. */
export function walkOrder(document: JourneyDraft): { walked: JourneyNode[]; loose: JourneyNode[] } {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const leading = exitsTo(document);
  const walked: JourneyNode[] = [];
  const seen = new Set<string>();
  const open = document.nodes
    .filter(isEntry)
    .map(({ id }) => id)
    .reverse();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes.get(id);
    if (!node || seen.has(id)) {
      continue;
    }
    seen.add(id);
    walked.push(node);
    const next = (exitsOf(node) ?? []).flatMap((exit) => leading.get(node.id)?.get(exit.id)?.to ?? []);
    open.push(...next.reverse());
  }
  return { walked, loose: document.nodes.filter(({ id }) => !seen.has(id)) };
}

/** The number that each node has in the list. */
export function placesOf(document: JourneyDraft): Map<string, number> {
  const { walked, loose } = walkOrder(document);
  return new Map([...walked, ...loose].map(({ id }, place) => [id, place + 1]));
}
