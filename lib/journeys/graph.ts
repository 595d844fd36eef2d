import { groupBy } from "../kernel/group-by.ts";
import type { JourneyDraft, JourneyEdge, JourneyNode } from "./document.ts";
import { kindOf } from "./nodes/catalog.ts";
import type { Exit } from "./nodes/node-kind.ts";

/** A node's exits; null where its kind is not in the catalogue, so that nothing is known of them. */
export function exitsOf(node: Pick<JourneyNode, "kind" | "settings">): Exit[] | null {
  return kindOf(node.kind)?.exits(node.settings) ?? null;
}

export function hasExit(node: JourneyNode, exit: string): boolean {
  const exits = exitsOf(node);
  return exits === null || exits.some(({ id }) => id === exit);
}

export const isEntry = ({ kind }: Pick<JourneyNode, "kind">): boolean => kindOf(kind)?.group === "entry";

export const nodeOf = ({ nodes }: Pick<JourneyDraft, "nodes">, id: string): JourneyNode | undefined =>
  nodes.find((node) => node.id === id);

export const edgeAt = (
  { edges }: Pick<JourneyDraft, "edges">,
  from: string,
  exit: string,
): JourneyEdge | undefined => edges.find((edge) => edge.from === from && edge.exit === exit);

/** What a reader calls a node. */
export const titleOf = ({ name, kind }: JourneyNode): string => name || kindOf(kind)?.title || kind;

/** The links that leave each node. */
export function edgesFrom<Edge extends { from: string }>(edges: readonly Edge[]): Map<string, Edge[]> {
  return groupBy(edges, ({ from }) => from);
}

/** The nodes that somebody can come to from these, themselves included. */
export function reachable(document: Pick<JourneyDraft, "edges">, from: readonly string[]): Set<string> {
  const leaving = edgesFrom(document.edges);
  const found = new Set(from);
  const open = [...from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { to } of leaving.get(node) ?? []) {
      if (!found.has(to)) {
        found.add(to);
        open.push(to);
      }
    }
  }
  return found;
}
