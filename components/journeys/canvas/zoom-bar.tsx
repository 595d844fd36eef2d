import { UnstyledButton } from "@mantine/core";
import {
  IconFocusCentered,
  IconLayoutDistributeHorizontal,
  IconMinus,
  IconPhotoDown,
  IconPlus,
} from "@tabler/icons-react";
import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { IconTool } from "../../ui/icon-tool.tsx";
import classes from "./canvas.module.css";
import { useJourneyImage } from "./use-journey-image.ts";

const words = journeyCanvasMessages.zoom;

/** How near the journey is looked at, and ways to see all of it. */
export function ZoomBar({ onTidy, imageTitle }: { onTidy?: () => void; imageTitle?: string }) {
  const { zoomIn, zoomOut, fitView, zoomTo } = useReactFlow();
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  const takeImage = useJourneyImage();
  return (
    <Panel position="bottom-left" className={classes.zoom} data-foot-bar>
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
        {imageTitle !== undefined && (
          <IconTool label={words.image} icon={IconPhotoDown} onClick={() => takeImage(imageTitle)} />
        )}
      </fieldset>
    </Panel>
  );
}
