import {
  applyNodeChanges,
  type EdgeSelectionChange,
  type NodeChange,
  type OnEdgesChange,
  type OnNodesChange,
} from "@xyflow/react";
import { useCallback, useRef, useState } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import type { Named } from "@/lib/journeys/nodes/mentions.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import type { JourneyCanvasProps } from "./journey-canvas.tsx";
import { changedIds, noSelection, type Selection } from "./selection.ts";
import { type FlowEdge, type FlowNode, flowEdges, flowNodes } from "./to-flow.ts";

const none: readonly JourneyProblem[] = [];

type Drawn = {
  document: JourneyDraft;
  problems: readonly JourneyProblem[];
  selection: Selection;
  named: Named | undefined;
  nodes: FlowNode[];
  edges: FlowEdge[];
};

function draw(before: Drawn | null, given: Omit<Drawn, "nodes" | "edges">): Drawn {
  const { document, problems, selection, named } = given;
  const isRenamed = before !== null && before.named !== named;
  return {
    ...given,
    nodes: flowNodes(before?.nodes ?? [], document, problems, selection.nodes, { named, isRenamed }),
    edges: flowEdges(before?.edges ?? [], document, problems, selection.edges),
  };
}

/** What React Flow draws of a document; while something is dragged or measured, that stays here. */
export function useFlowItems({
  document,
  problems = none,
  selection,
  onSelect,
  named,
}: Pick<JourneyCanvasProps, "document" | "problems" | "selection" | "onSelect" | "named">) {
  const [own, setOwn] = useState(noSelection);
  const chosen = selection ?? own;
  const [drawn, setDrawn] = useState(() => draw(null, { document, problems, selection: chosen, named }));
  let current = drawn;
  const isSame = drawn.document === document && drawn.problems === problems && drawn.named === named;
  if (!isSame || drawn.selection !== chosen) {
    current = draw(drawn, { document, problems, selection: chosen, named });
    setDrawn(current);
  }
  // Nodes and links tell of one click one after the other, before anything is drawn anew.
  const latest = useRef(chosen);
  latest.current = chosen;
  const select = useCallback(
    (next: Selection) => {
      latest.current = next;
      (onSelect ?? setOwn)(next);
    },
    [onSelect],
  );
  const onNodesChange: OnNodesChange<FlowNode> = useCallback(
    (changes) => {
      const chosenNow = changes.flatMap((change: NodeChange<FlowNode>) =>
        change.type === "select" ? [change] : [],
      );
      const nodes = changedIds(latest.current.nodes, chosenNow);
      if (nodes !== latest.current.nodes) {
        select({ ...latest.current, nodes });
      }
      const rest = changes.filter(({ type }) => type === "position" || type === "dimensions");
      if (rest.length > 0) {
        setDrawn((before) => ({ ...before, nodes: applyNodeChanges(rest, before.nodes) }));
      }
    },
    [select],
  );
  const onEdgesChange: OnEdgesChange<FlowEdge> = useCallback(
    (changes) => {
      const chosenNow = changes.filter((change): change is EdgeSelectionChange => change.type === "select");
      const edges = changedIds(latest.current.edges, chosenNow);
      if (edges !== latest.current.edges) {
        select({ ...latest.current, edges });
      }
    },
    [select],
  );
  return { nodes: current.nodes, edges: current.edges, onNodesChange, onEdgesChange, select };
}
