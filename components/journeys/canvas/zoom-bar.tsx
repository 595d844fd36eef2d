import { ActionIcon, Tooltip, UnstyledButton } from "@mantine/core";
import { IconFocusCentered, IconLayoutDistributeHorizontal, IconMinus, IconPlus } from "@tabler/icons-react";
import { Panel, useReactFlow, useStore } from "@xyflow/react";
import type { ComponentType } from "react";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import classes from "./canvas.module.css";

const words = journeyCanvasMessages.zoom;

function Tool({
  label,
  icon: Icon,
  onClick,
}: {
  label: string;
  icon: ComponentType<{ size?: number }>;
  onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

/** How near the journey is looked at, and ways to see all of it. */
export function ZoomBar({ onTidy }: { onTidy?: () => void }) {
  const { zoomIn, zoomOut, fitView, zoomTo } = useReactFlow();
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  return (
    <Panel position="bottom-left" className={classes.zoom}>
      <fieldset aria-label={words.label}>
        <Tool label={words.out} icon={IconMinus} onClick={() => zoomOut({ duration: 120 })} />
        <UnstyledButton
          className={classes.percent}
          title={words.actual}
          aria-label={`${percent} %. ${words.actual}`}
          onClick={() => zoomTo(1, { duration: 120 })}
        >
          {percent} %
        </UnstyledButton>
        <Tool label={words.in} icon={IconPlus} onClick={() => zoomIn({ duration: 120 })} />
        <Tool
          label={words.fit}
          icon={IconFocusCentered}
          onClick={() => fitView({ duration: 160, maxZoom: 1, padding: 0.15 })}
        />
        {onTidy && <Tool label={words.tidy} icon={IconLayoutDistributeHorizontal} onClick={onTidy} />}
      </fieldset>
    </Panel>
  );
}
