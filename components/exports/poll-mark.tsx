"use client";

import { Tooltip } from "@mantine/core";
import { useDocumentVisibility } from "@mantine/hooks";
import { LiveMark } from "../ui/live-mark.tsx";

/** Says that the screen keeps itself up to date, how often, or why it does not. */
export function PollMark({ failing, everyS }: { failing: boolean; everyS: number }) {
  const visible = useDocumentVisibility() === "visible";
  const words = failing
    ? "The server does not answer; what you see may be old. Trying again."
    : visible
      ? `Updates by itself every ${everyS} s`
      : "Rests while the tab is hidden";
  return (
    <Tooltip label={words} events={{ hover: true, focus: true, touch: true }}>
      <output aria-label={`${failing ? "Not live" : "Live"}: ${words}`}>
        <LiveMark live={visible && !failing} />
      </output>
    </Tooltip>
  );
}
