/** What is chosen on the canvas; `nodes` holds notes too. */
export type Selection = { nodes: ReadonlySet<string>; edges: ReadonlySet<string> };

const nothing: ReadonlySet<string> = new Set();
export const noSelection: Selection = { nodes: nothing, edges: nothing };

export const selectNodes = (ids: Iterable<string>): Selection => ({ nodes: new Set(ids), edges: nothing });
export const selectEdge = (id: string): Selection => ({ nodes: nothing, edges: new Set([id]) });

/** The one thing that is chosen; null where it is none or several. */
export function onlyOne({ nodes, edges }: Selection): { node: string } | { edge: string } | null {
  const [node] = nodes;
  const [edge] = edges;
  if (nodes.size + edges.size !== 1) {
    return null;
  }
  return node !== undefined ? { node } : edge !== undefined ? { edge } : null;
}

/** Some ids more, some fewer; the same set where that changes nothing. */
export function changedIds(
  ids: ReadonlySet<string>,
  changes: readonly { id: string; selected: boolean }[],
): ReadonlySet<string> {
  const next = new Set(ids);
  for (const { id, selected } of changes) {
    if (selected) {
      next.add(id);
    } else {
      next.delete(id);
    }
  }
  return next.size === ids.size && [...next].every((id) => ids.has(id)) ? ids : next;
}
