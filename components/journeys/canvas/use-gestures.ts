import { type OnConnectEnd, useReactFlow } from "@xyflow/react";
import { useMemo, useRef, useState } from "react";
import type { Position } from "@/lib/journeys/document.ts";
import { connect, type Link, mayConnect } from "@/lib/journeys/edits/links.ts";
import { freshId } from "@/lib/journeys/fresh-id.ts";
import type { CanvasMarks, PickTarget } from "./canvas-context.ts";
import type { JourneyCanvasProps } from "./journey-canvas.tsx";
import { placeAll } from "./place-all.ts";
import type { FlowEdge, FlowNode } from "./to-flow.ts";

type Given = Pick<JourneyCanvasProps, "document" | "onEdit"> & Pick<CanvasMarks, "pick">;
type Ends = { source: string | null; sourceHandle?: string | null; target: string | null };

const linkOf = ({ source, sourceHandle, target }: Ends): Link => ({
  from: source ?? "",
  exit: sourceHandle ?? "",
  to: target ?? "",
});

const pointOf = (event: MouseEvent | TouchEvent): { clientX: number; clientY: number } =>
  "changedTouches" in event
    ? (event.changedTouches[0] ?? event.touches[0] ?? { clientX: 0, clientY: 0 })
    : event;

/**
 * What dragging nodes and drawing links do. The functions are the same ones for good: React Flow tells every node and link of
 * each that has changed, and while a node is dragged the canvas is drawn with every move.
 */
export function useGestures(given: Given) {
  const { screenToFlowPosition } = useReactFlow<FlowNode, FlowEdge>();
  const [isConnecting, setConnecting] = useState(false);
  const latest = useRef(given);
  latest.current = given;
  const handlers = useMemo(() => {
    const keepPlaces = (dragged: FlowNode[]) => {
      const places = new Map<string, Position>(dragged.map(({ id, position }) => [id, position]));
      latest.current.onEdit?.((document) => placeAll(document, places), true);
    };
    const begin = () => setConnecting(true);
    const onConnectEnd: OnConnectEnd = (event, { fromNode, fromHandle, toNode }) => {
      setConnecting(false);
      if (!fromNode || toNode || fromHandle?.type !== "source") {
        return;
      }
      const { clientX, clientY } = pointOf(event);
      const { x, y } = screenToFlowPosition({ x: clientX, y: clientY });
      const exit = fromHandle.id ?? "";
      const target: PickTarget = { kind: "exit", from: fromNode.id, exit, place: { x: x - 110, y } };
      latest.current.pick(target, { x: clientX, y: clientY });
    };
    return {
      onNodeDragStop: (_event: unknown, _node: FlowNode, dragged: FlowNode[]) => keepPlaces(dragged),
      onSelectionDragStop: (_event: unknown, dragged: FlowNode[]) => keepPlaces(dragged),
      isValidConnection: (ends: Ends) => mayConnect(latest.current.document, linkOf(ends)),
      onConnectStart: begin,
      onConnect: (ends: Ends) =>
        latest.current.onEdit?.((document) => connect(document, linkOf(ends), freshId()), true),
      onConnectEnd,
      onClickConnectStart: begin,
      onClickConnectEnd: () => setConnecting(false),
    };
  }, [screenToFlowPosition]);
  return { isConnecting, handlers };
}
