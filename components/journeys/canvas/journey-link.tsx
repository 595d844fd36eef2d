import { IconClock } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { memo, useContext } from "react";
import { waitWords } from "@/lib/journeys/nodes/phrases.ts";
import { isJsonObject, type JsonObject } from "@/lib/kernel/json.ts";
import { journeyCanvasMessages as words } from "@/lib/messages/journey-canvas.ts";
import classes from "./canvas.module.css";
import { DropContext, useCanvas } from "./canvas-context.ts";
import type { FlowEdge } from "./to-flow.ts";

/** What is waited on a link, in words. */
export function delayWords(delay: JsonObject): string {
  return words.delayed(
    waitWords({ count: delay.count ?? 0, unit: delay.unit ?? "" }),
    typeof delay.at === "string" && delay.at !== "" ? delay.at : null,
  );
}

const BELOW_DOOR = 26;
const at = (x: number, y: number) => ({ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` });

/** A link between two nodes: what is waited on it, and a plus that puts a node between them. */
export const JourneyLink = memo(function JourneyLink(props: EdgeProps<FlowEdge>) {
  const { id, data, source, sourceHandleId, selected } = props;
  const { isEditable, edgeLabels, lit, pick } = useCanvas();
  const isDrop = useContext(DropContext) === id;
  const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 10 });
  const delay = data?.edge.delay;
  const label = edgeLabels?.(source, sourceHandleId ?? "");
  return (
    <g
      data-lit={lit ? lit.edges.has(id) : undefined}
      data-drop={isDrop || undefined}
      className={classes.link}
    >
      <BaseEdge id={id} path={path} interactionWidth={24} markerEnd={props.markerEnd} />
      {isEditable && (
        // biome-ignore lint/a11y/useSemanticElements: there are no buttons in SVG; the keyboard has the list view
        <g
          className={classes.insert}
          transform={`translate(${x} ${delay ? y + 20 : y})`}
          role="button"
          tabIndex={-1}
          aria-label={words.insert}
          onClick={(event) => {
            event.stopPropagation();
            pick({ kind: "edge", edge: id }, { x: event.clientX, y: event.clientY });
          }}
          onKeyDown={() => undefined}
        >
          <circle r={9} />
          <path d="M-4 0H4M0 -4V4" />
        </g>
      )}
      {(isJsonObject(delay) || label) && (
        <EdgeLabelRenderer>
          {isJsonObject(delay) && (
            <div
              className={classes.edgeLabel}
              data-selected={selected || undefined}
              data-problem={(data?.problems ?? 0) > 0 || undefined}
              style={at(x, y)}
            >
              <span className={classes.delay}>
                <IconClock size={12} aria-hidden="true" /> {delayWords(delay)}
              </span>
            </div>
          )}
          {/* Links of one node may lie on each other where they end, and never where they begin. */}
          {label && (
            <div className={classes.edgeLabel} style={at(props.sourceX, props.sourceY + BELOW_DOOR)}>
              {label}
            </div>
          )}
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
