import type { JourneyDraft } from "../document.ts";
import { edgeAt, exitsOf, isEntry, nodeOf } from "../graph.ts";

/** Where somebody comes to who would have come to a node that is removed: behind its first exit that leads somewhere. */
function behind(document: JourneyDraft, id: string, removed: ReadonlySet<string>): string | null {
  const seen = new Set<string>();
  let current: string | null = id;
  while (current !== null && removed.has(current)) {
    const node = nodeOf(document, current);
    if (!node || seen.has(current)) {
      return null;
    }
    seen.add(current);
    const exits: string[] =
      exitsOf(node)?.map((exit) => exit.id) ??
      document.edges.filter(({ from }) => from === node.id).map(({ exit }) => exit);
    current = exits.map((exit) => edgeAt(document, node.id, exit)?.to).find((to) => to !== undefined) ?? null;
  }
  return current;
}

/** Removes nodes and notes. What led to a node leads to what came after it, unless told otherwise. */
export function remove(
  document: JourneyDraft,
  ids: ReadonlySet<string>,
  { reconnect = true }: { reconnect?: boolean } = {},
): JourneyDraft {
  const { nodes, notes, edges } = document;
  if (![...nodes, ...notes].some(({ id }) => ids.has(id))) {
    return document;
  }
  return {
    ...document,
    nodes: nodes.filter(({ id }) => !ids.has(id)),
    notes: notes.filter(({ id }) => !ids.has(id)),
    edges: edges.flatMap((edge) => {
      if (ids.has(edge.from)) {
        return [];
      }
      if (!ids.has(edge.to)) {
        return [edge];
      }
      const to = reconnect ? behind(document, edge.to, ids) : null;
      const target = to === null ? undefined : nodeOf(document, to);
      return target && target.id !== edge.from && !isEntry(target) ? [{ ...edge, to: target.id }] : [];
    }),
  };
}
