import type { JourneyDraft } from "../document.ts";
import { edgesFrom, isEntry, reachable } from "../graph.ts";
import { kindOf } from "../nodes/catalog.ts";

/** The nodes at which everybody who comes there has an event that `Event` means, whichever way they came. */
export function nodesWithEvent(document: JourneyDraft): Set<string> {
  const kinds = new Map(document.nodes.map(({ id, kind }) => [id, kindOf(kind)]));
  const entries = document.nodes.filter(isEntry).map(({ id }) => id);
  const reached = reachable(document, entries);
  const leaving = edgesFrom(document.edges);
  const without = new Set(entries);
  const open = [...without];
  // Whoever stands at a node without one takes none along, unless the exit brings one.
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { to, exit } of leaving.get(node) ?? []) {
      if (!without.has(to) && !kinds.get(node)?.brings(exit)) {
        without.add(to);
        open.push(to);
      }
    }
  }
  return new Set([...reached].filter((id) => !without.has(id)));
}
