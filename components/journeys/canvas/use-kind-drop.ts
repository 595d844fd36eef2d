import { useReactFlow } from "@xyflow/react";
import { type DragEvent, useState } from "react";
import type { PickTarget } from "./canvas-context.ts";

/** What a kind of node that is dragged from the palette is called on the way. */
export const KIND_DRAG = "application/x-junction-node";

/** The link, or the open door, that lies under a point of the window. */
function under(x: number, y: number): Exclude<PickTarget, { kind: "place" }> | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const door = element.closest<HTMLElement>("[data-exit]");
    const { from, exit } = door?.dataset ?? {};
    if (from !== undefined && exit !== undefined) {
      return { kind: "exit", from, exit };
    }
    const edge = element.closest(".react-flow__edge")?.getAttribute("data-id");
    if (edge) {
      return { kind: "edge", edge };
    }
  }
  return null;
}

/** Kinds dropped on the canvas: on a link, on a door that leads nowhere yet, or anywhere. */
export function useKindDrop(onDrop: ((kind: string, target: PickTarget) => void) | null) {
  const { screenToFlowPosition } = useReactFlow();
  const [isDragging, setDragging] = useState(false);
  const [overEdge, setOverEdge] = useState<string | null>(null);
  const end = () => {
    setDragging(false);
    setOverEdge(null);
  };
  const isKind = ({ dataTransfer }: DragEvent) => onDrop !== null && dataTransfer.types.includes(KIND_DRAG);
  return {
    isDragging,
    overEdge,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (isKind(event)) {
          event.preventDefault();
          event.dataTransfer.dropEffect = "copy";
          setDragging(true);
          const target = under(event.clientX, event.clientY);
          setOverEdge(target?.kind === "edge" ? target.edge : null);
        }
      },
      onDragLeave: (event: DragEvent) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) {
          end();
        }
      },
      onDrop: (event: DragEvent) => {
        if (!isKind(event)) {
          return;
        }
        event.preventDefault();
        end();
        const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
        const target = under(event.clientX, event.clientY) ?? {
          kind: "place",
          place: { x: x - 110, y: y - 30 },
        };
        onDrop?.(event.dataTransfer.getData(KIND_DRAG), target);
      },
    },
  };
}
