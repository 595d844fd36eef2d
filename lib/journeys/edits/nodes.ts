import type { JsonObject } from "../../kernel/json.ts";
import { type JourneyDraft, type JourneyNode, journeyLimits, type Position } from "../document.ts";
import { hasExit, nodeOf } from "../graph.ts";
import { kindOf } from "../nodes/catalog.ts";

/*
 * Edits are pure and total: each makes a new document of an old one, and gives back the old one itself where there is nothing
 * to change, as for an id that is gone.
 */

/** A node of a kind as it is when it is put on the canvas; null for a kind that there is not. */
export function newNode(kind: string, id: string, position: Position): JourneyNode | null {
  const found = kindOf(kind);
  return found ? { id, kind, name: "", settings: structuredClone(found.blank), position } : null;
}

export function addNode(document: JourneyDraft, node: JourneyNode | null): JourneyDraft {
  const { nodes } = document;
  return node === null || nodes.length >= journeyLimits.nodes || nodes.some(({ id }) => id === node.id)
    ? document
    : { ...document, nodes: [...nodes, node] };
}

function changed(
  document: JourneyDraft,
  id: string,
  change: (node: JourneyNode) => JourneyNode,
): JourneyDraft {
  return nodeOf(document, id)
    ? { ...document, nodes: document.nodes.map((node) => (node.id === id ? change(node) : node)) }
    : document;
}

/** Links of exits that the new settings no longer have go with them. */
export function changeSettings(document: JourneyDraft, id: string, settings: JsonObject): JourneyDraft {
  const next = changed(document, id, (node) => ({ ...node, settings }));
  const node = nodeOf(next, id);
  const edges = next.edges.filter((edge) => edge.from !== id || !node || hasExit(node, edge.exit));
  return edges.length === next.edges.length ? next : { ...next, edges };
}

export function renameNode(document: JourneyDraft, id: string, name: string): JourneyDraft {
  return changed(document, id, (node) => ({ ...node, name }));
}

/** Moves nodes and notes by the same way. */
export function move(document: JourneyDraft, ids: ReadonlySet<string>, by: Position): JourneyDraft {
  const { nodes, notes } = document;
  if (![...nodes, ...notes].some(({ id }) => ids.has(id))) {
    return document;
  }
  const moved = <Item extends { id: string; position: Position }>(item: Item): Item =>
    ids.has(item.id) ? { ...item, position: { x: item.position.x + by.x, y: item.position.y + by.y } } : item;
  return { ...document, nodes: nodes.map(moved), notes: notes.map(moved) };
}

/** Puts nodes where a layout wants them. */
export function place(document: JourneyDraft, places: ReadonlyMap<string, Position>): JourneyDraft {
  return document.nodes.some(({ id }) => places.has(id))
    ? {
        ...document,
        nodes: document.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position })),
      }
    : document;
}

export function changeJourney(document: JourneyDraft, settings: JsonObject): JourneyDraft {
  return { ...document, settings: { ...document.settings, ...settings } };
}
