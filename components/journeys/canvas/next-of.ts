import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { edgeAt, exitsOf, nodeOf } from "@/lib/journeys/graph.ts";
import type { Exit } from "@/lib/journeys/nodes/node-kind.ts";

/** The first exit of a node that leads nowhere; undefined where each leads on. */
export function freeExit(document: JourneyDraft, id: string): Exit | undefined {
  const node = nodeOf(document, id);
  return (node && exitsOf(node))?.find((exit) => !edgeAt(document, id, exit.id));
}

/** What a node is drawn as. */
export const drawnNode = (box: HTMLElement | null, id: string): HTMLElement | null =>
  box?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? null;

/** The node of a canvas that has the focus. */
export function focusedIn(box: HTMLElement | null): string | null {
  const { activeElement } = document;
  const node = box?.contains(activeElement) ? activeElement?.closest<HTMLElement>(".react-flow__node") : null;
  return node?.dataset.id ?? null;
}

/** The point of the window below a node, where its list of kinds opens; null where it is out of sight. */
export function belowNode(box: HTMLElement | null, id: string): { x: number; y: number } | null {
  const seen = box?.getBoundingClientRect();
  const node = drawnNode(box, id)?.getBoundingClientRect();
  return seen && node && node.left < seen.right && node.left > seen.left && node.bottom < seen.bottom
    ? { x: node.left, y: node.bottom + 4 }
    : null;
}
