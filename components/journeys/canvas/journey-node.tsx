import { IconAlertTriangle, IconPlus } from "@tabler/icons-react";
import { Handle, type NodeProps, Position, useUpdateNodeInternals } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import type { Exit } from "@/lib/journeys/nodes/node-kind.ts";
import { journeyCanvasMessages as words } from "@/lib/messages/journey-canvas.ts";
import classes from "./canvas.module.css";
import { useCanvas } from "./canvas-context.ts";
import { iconOf } from "./kind-marks.ts";
import type { StepNode } from "./to-flow.ts";

/** A way out: its label is the handle that is drawn to the next node; one that leads nowhere has a plus below it. */
function Door({ id, exit, title, isLinked }: { id: string; exit: Exit; title: string; isLinked: boolean }) {
  const { isEditable, pick } = useCanvas();
  return (
    <div className={classes.door}>
      <Handle
        type="source"
        id={exit.id}
        position={Position.Bottom}
        className={classes.exit}
        data-linked={isLinked || undefined}
        data-needed={(exit.needed && !isLinked) || undefined}
        title={isEditable ? words.exit(exit.label, title) : undefined}
        isConnectable={isEditable}
      >
        <span className={classes.exitLabel}>{exit.label}</span>
      </Handle>
      {isEditable && !isLinked && (
        <button
          type="button"
          tabIndex={-1}
          className={`${classes.plus} nodrag nopan`}
          data-exit={exit.id}
          data-from={id}
          aria-label={words.addAfter(exit.label, title)}
          onClick={(event) => {
            event.stopPropagation();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            pick({ kind: "exit", from: id, exit: exit.id }, { x: left, y: bottom + 4 });
          }}
        >
          <IconPlus size={12} stroke={2.4} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** A node's face: what it is, what it does as a sentence, and the doors that lead on. */
export const JourneyNodeFace = memo(function JourneyNodeFace({ id, data }: NodeProps<StepNode>) {
  const { faces, lit, isEditable } = useCanvas();
  const { node, title, words: said, exits, linked, problems } = data;
  const Icon = iconOf(node.kind);
  const doors = exits.map((exit) => exit.id).join();
  const update = useUpdateNodeInternals();
  // Doors that come and go do not always change the node's size, which is all that is measured.
  const drawnDoors = useRef(doors);
  useEffect(() => {
    // Not of one that was just put there: it is measured with all the others.
    if (drawnDoors.current !== doors) {
      drawnDoors.current = doors;
      update(id);
    }
  }, [doors, id, update]);
  const leads = new Set(linked.split(","));
  return (
    <div
      className={classes.face}
      data-group={kindOf(node.kind)?.group ?? "unknown"}
      data-lit={lit ? lit.nodes.has(id) : undefined}
      data-problem={problems > 0 || undefined}
      style={{ minWidth: Math.max(220, exits.length * 68 + 16) }}
    >
      {!data.isEntry && (
        <Handle type="target" position={Position.Top} className={classes.target} isConnectable={isEditable} />
      )}
      <div className={classes.head}>
        <span className={classes.icon} aria-hidden="true">
          <Icon size={16} stroke={1.8} />
        </span>
        <span className={classes.title}>{title}</span>
        {problems > 0 && (
          <span className={classes.problem} title={words.problems(problems)}>
            <IconAlertTriangle size={13} stroke={2} aria-hidden="true" />
            {problems}
          </span>
        )}
      </div>
      <div className={classes.words} title={said}>
        {said}
      </div>
      {faces?.(id)}
      {exits.length > 0 && (
        <div className={classes.doors}>
          {exits.map((exit) => (
            <Door key={exit.id} id={id} exit={exit} title={title} isLinked={leads.has(exit.id)} />
          ))}
        </div>
      )}
    </div>
  );
});
