import { Tooltip } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import classes from "./chip.module.css";

export type Tone = "slate" | "blue" | "green" | "amber" | "grey" | "red" | "indigo";

/** A state in one word with its colour and icon (never colour alone); the tooltip says why and since when. */
export function Chip({
  tone,
  icon: Icon,
  moving = false,
  children,
  tooltip,
}: {
  tone: Tone;
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  moving?: boolean;
  children: ReactNode;
  tooltip?: ReactNode;
}) {
  const chip = (
    <span className={classes.chip} data-tone={tone} tabIndex={tooltip ? 0 : undefined}>
      {Icon && (
        <span className={classes.icon} data-moving={moving || undefined} aria-hidden="true">
          <Icon size={14} stroke={2} />
        </span>
      )}
      {children}
    </span>
  );
  return tooltip ? (
    <Tooltip label={tooltip} multiline maw={340} events={{ hover: true, focus: true, touch: true }}>
      {chip}
    </Tooltip>
  ) : (
    chip
  );
}
