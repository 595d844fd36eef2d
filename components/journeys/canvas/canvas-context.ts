import { createContext, type ReactNode, useContext } from "react";

/** Where a node that is chosen from the list of kinds is put. */
export type PickTarget =
  | { kind: "exit"; from: string; exit: string; place?: { x: number; y: number } }
  | { kind: "edge"; edge: string }
  | { kind: "place"; place: { x: number; y: number } };

export type CanvasMarks = {
  isEditable: boolean;
  faces?: (nodeId: string) => ReactNode;
  edgeLabels?: (from: string, exit: string) => ReactNode;
  lit?: { nodes: ReadonlySet<string>; edges: ReadonlySet<string> };
  /** Opens the list of kinds at a point of the window. */
  pick(target: PickTarget, at: { x: number; y: number }): void;
  changeNote(id: string, change: { text?: string; width?: number; height?: number }): void;
};

/** What nodes and links show beyond the document, and what is done at them. */
export const CanvasContext = createContext<CanvasMarks>({
  isEditable: false,
  pick: () => undefined,
  changeNote: () => undefined,
});

export const useCanvas = (): CanvasMarks => useContext(CanvasContext);

/** The link that what is dragged would be put on; apart from the rest because it changes with each move. */
export const DropContext = createContext<string | null>(null);
