import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo, useState } from "react";
import { journeyCanvasMessages as words } from "@/lib/messages/journey-canvas.ts";
import classes from "./canvas.module.css";
import { useCanvas } from "./canvas-context.ts";
import type { NoteNode } from "./to-flow.ts";

/** A note beside the nodes; a double click writes on it. */
export const JourneyNote = memo(function JourneyNote({ id, data, selected }: NodeProps<NoteNode>) {
  const { isEditable, changeNote } = useCanvas();
  const [isWriting, setWriting] = useState(false);
  const { text } = data.note;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard its text is changed at the side
    <div className={classes.note} onDoubleClick={() => setWriting(isEditable)}>
      {isEditable && (
        <NodeResizer
          isVisible={selected}
          minWidth={120}
          minHeight={60}
          onResizeEnd={(_event, { width, height }) => changeNote(id, { width, height })}
        />
      )}
      {isWriting ? (
        <textarea
          className="nodrag nowheel nopan"
          aria-label={words.note}
          maxLength={5_000}
          defaultValue={text}
          // biome-ignore lint/a11y/noAutofocus: the double click asked for it
          autoFocus
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") {
              event.currentTarget.blur();
            }
          }}
          onBlur={(event) => {
            setWriting(false);
            if (event.currentTarget.value !== text) {
              changeNote(id, { text: event.currentTarget.value });
            }
          }}
        />
      ) : (
        <div className={classes.noteText}>{text || (isEditable ? words.noteEmpty : "")}</div>
      )}
    </div>
  );
});
