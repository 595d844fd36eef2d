import { UnstyledButton } from "@mantine/core";
import { IconFocusCentered, IconLayoutDistributeHorizontal, IconMinus, IconPlus } from "@tabler/icons-react";
import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { IconTool } from "../../ui/icon-tool.tsx";
import classes from "./canvas.module.css";

const words = journeyCanvasMessages.zoom;

/** How near the journey is looked at, and ways to see all of it. */
export function ZoomBar({ onTidy }: { onTidy?: () => void }) {
  const { zoomIn, zoomOut, fitView, zoomTo } = useReactFlow();
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  return (
    <Panel position="bottom-left" className={classes.zoom}>
      <fieldset aria-label={words.label}>
        <IconTool label={words.out} icon={IconMinus} onClick={() => zoomOut({ duration: 120 })} />
        <UnstyledButton
          className={classes.percent}
          title={words.actual}
          aria-label={`${percent} %. ${words.actual}`}
          onClick={() => zoomTo(1, { duration: 120 })}
        >
          {percent} %
        </UnstyledButton>
        <IconTool label={words.in} icon={IconPlus} onClick={() => zoomIn({ duration: 120 })} />
        <IconTool
          label={words.fit}
          icon={IconFocusCentered}
          onClick={() => fitView({ duration: 160, maxZoom: 1, padding: 0.15 })}
        />
        {onTidy && <IconTool label={words.tidy} icon={IconLayoutDistributeHorizontal} onClick={onTidy} />}
      </fieldset>
    </Panel>
  );
}
