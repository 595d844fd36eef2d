"use client";

import "@xyflow/react/dist/base.css";
import { ReactFlowProvider } from "@xyflow/react";
import type { ReactNode, Ref } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import { Flow } from "./flow.tsx";
import type { Selection } from "./selection.ts";

/** A change of a document; `whole`: a step of its own, however fast it follows another. */
export type OnEdit = (edit: (document: JourneyDraft) => JourneyDraft, whole?: boolean) => void;

export type CanvasHandle = {
  /** Brings nodes into sight; `focus`: and gives the first of them the focus. */
  show(ids: readonly string[], options?: { focus?: boolean }): void;
  /** Gives a node the focus, where the canvas stands. */
  focus(id: string): void;
  /** Moves the canvas just so far that a node is in sight. */
  reveal(id: string): void;
  fit(): void;
  zoom(by: 1 | -1): void;
  /** The middle of what is in sight, in the document's places. */
  centre(): { x: number; y: number };
  /** Opens the list of kinds: for what comes after the node that has the focus or is chosen, else for the middle. */
  pick(): void;
  /** How large each node is drawn. */
  sizes(): Map<string, { width: number; height: number }>;
};

export type JourneyCanvasProps = {
  document: JourneyDraft;
  mode: "edit" | "view";
  problems?: readonly JourneyProblem[];
  /** What is called how that the nodes mention; keep the function as long as it says the same. */
  named?: Named;
  onEdit?: OnEdit;
  selection?: Selection;
  onSelect?: (selection: Selection) => void;
  /** Enter was pressed on a node. */
  onEnter?: (nodeId: string) => void;
  /** What stands under a node's words, as counts; keep the function as long as it says the same. */
  faces?: (nodeId: string) => ReactNode;
  edgeLabels?: (from: string, exit: string) => ReactNode;
  /** Only these are in full colour, as somebody's path. */
  lit?: { nodes: ReadonlySet<string>; edges: ReadonlySet<string> };
  onTidy?: () => void;
  /** It can be taken along as an image of this title. */
  imageTitle?: string;
  /** It stands in a page that scrolls: the wheel scrolls the page, and what it shows at first can be read. */
  inPage?: boolean;
  /** false: where it is small and shows all of the journey at first, a map would only cover a part of it. */
  hasMap?: boolean;
  handle?: Ref<CanvasHandle>;
  /** Over the canvas, as an empty journey's first step. */
  children?: ReactNode;
};

/** A journey drawn as nodes and links, to be edited or only looked at. It fills the box that it is put in. */
export function JourneyCanvas(props: JourneyCanvasProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}
