import type { JsonObject } from "../../kernel/json.ts";
import { type JourneyDraft, type JourneyNode, journeyLimits } from "../document.ts";
import { edgeAt, exitsOf, hasExit, isEntry, nodeOf } from "../graph.ts";
import { addNode } from "./nodes.ts";

export type Link = { from: string; exit: string; to: string };

/** Whether a link may be drawn: an exit leads to one node, nothing leads into an entry or back to itself. */
export function mayConnect(document: JourneyDraft, { from, exit, to }: Link): boolean {
  const [source, target] = [nodeOf(document, from), nodeOf(document, to)];
  return Boolean(source && target && from !== to && !isEntry(target) && hasExit(source, exit));
}

/** Leads an exit to a node. One that led elsewhere keeps its link, and what is waited on it. */
export function connect(document: JourneyDraft, link: Link, id: string): JourneyDraft {
  if (!mayConnect(document, link)) {
    return document;
  }
  const { edges } = document;
  const old = edgeAt(document, link.from, link.exit);
  if (old) {
    return old.to === link.to
      ? document
      : { ...document, edges: edges.map((edge) => (edge === old ? { ...edge, to: link.to } : edge)) };
  }
  return edges.length >= journeyLimits.edges || edges.some((edge) => edge.id === id)
    ? document
    : { ...document, edges: [...edges, { id, ...link, delay: null }] };
}

export function disconnect(document: JourneyDraft, ids: ReadonlySet<string>): JourneyDraft {
  return document.edges.some(({ id }) => ids.has(id))
    ? { ...document, edges: document.edges.filter(({ id }) => !ids.has(id)) }
    : document;
}

/** What is waited on a link; null: nothing. */
export function setDelay(document: JourneyDraft, id: string, delay: JsonObject | null): JourneyDraft {
  return document.edges.some((edge) => edge.id === id)
    ? { ...document, edges: document.edges.map((edge) => (edge.id === id ? { ...edge, delay } : edge)) }
    : document;
}

/** Puts a node between two others: it comes after the wait of the link, and its first exit leads on. */
export function insertOnEdge(
  document: JourneyDraft,
  edgeId: string,
  node: JourneyNode | null,
  newEdgeId: string,
): JourneyDraft {
  const edge = document.edges.find(({ id }) => id === edgeId);
  if (!edge || node === null || isEntry(node)) {
    return document;
  }
  const added = addNode(document, node);
  if (added === document) {
    return document;
  }
  const led = {
    ...added,
    edges: added.edges.map((each) => (each === edge ? { ...each, to: node.id } : each)),
  };
  const first = exitsOf(node)?.[0];
  return first ? connect(led, { from: node.id, exit: first.id, to: edge.to }, newEdgeId) : led;
}

/** Adds a node where an exit leads to nothing yet, or before what it leads to. */
export function addAfter(
  document: JourneyDraft,
  { from, exit }: Pick<Link, "from" | "exit">,
  node: JourneyNode | null,
  newEdgeId: string,
): JourneyDraft {
  const edge = edgeAt(document, from, exit);
  if (edge) {
    return insertOnEdge(document, edge.id, node, newEdgeId);
  }
  const source = nodeOf(document, from);
  if (node === null || isEntry(node) || !source || !hasExit(source, exit)) {
    return document;
  }
  const added = addNode(document, node);
  return added === document ? document : connect(added, { from, exit, to: node.id }, newEdgeId);
}
