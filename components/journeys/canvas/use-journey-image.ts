import { useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { isJsonObject } from "@/lib/kernel/json.ts";
import { type ImageParts, journeyImage, type WidthOf } from "./journey-image.ts";
import { delayWords } from "./journey-link.tsx";
import type { FlowEdge, FlowNode } from "./to-flow.ts";

/** Widths as this browser draws them. */
function measuring(): WidthOf {
  const context = document.createElement("canvas").getContext("2d");
  const { fontFamily } = getComputedStyle(document.body);
  return (text, size, weight) => {
    if (!context) {
      return text.length * size * 0.55;
    }
    context.font = `${weight} ${size}px ${fontFamily}`;
    return context.measureText(text).width;
  };
}

/** Hands the journey that is drawn here over as a file, an SVG of this title. */
export function useJourneyImage(): (title: string) => void {
  const store = useStoreApi<FlowNode, FlowEdge>();
  return useCallback(
    (title) => {
      const { nodeLookup, edges } = store.getState();
      const parts: ImageParts = {
        ...{ title, nodes: [], notes: [] },
        links: edges.map(({ source, sourceHandle, target, data }) => {
          const delay = data?.edge.delay;
          return {
            ...{ from: source, exit: sourceHandle ?? "", to: target },
            label: isJsonObject(delay) ? delayWords(delay) : "",
          };
        }),
      };
      for (const { internals, measured } of nodeLookup.values()) {
        const { positionAbsolute: at, userNode, handleBounds } = internals;
        const box = { ...at, width: measured.width ?? 0, height: measured.height ?? 0 };
        if (userNode.type === "note") {
          parts.notes.push({ ...box, text: userNode.data.note.text });
        } else {
          const { node, exits } = userNode.data;
          parts.nodes.push({
            ...{ ...box, id: userNode.id, title: userNode.data.title, words: userNode.data.words },
            group: kindOf(node.kind)?.group,
            exits: exits.flatMap(({ id, label }) => {
              const door = handleBounds?.source?.find((each) => each.id === id);
              return door
                ? [{ id, label, x: at.x + door.x, y: at.y + door.y, width: door.width, height: door.height }]
                : [];
            }),
          });
        }
      }
      const file = new Blob([journeyImage(parts, measuring())], { type: "image/svg+xml" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `${title}.svg`;
      link.click();
      // The browser has taken it over by then.
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
    [store],
  );
}
