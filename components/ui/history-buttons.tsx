import { Group } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { IconTool } from "./icon-tool.tsx";

/** Takes the last change of what is edited back, and makes it again; null: there is none. */
export function HistoryButtons({
  undo,
  redo,
  words,
}: {
  undo: (() => void) | null;
  redo: (() => void) | null;
  words: { undo: string; redo: string };
}) {
  return (
    <Group gap={4} wrap="nowrap">
      <IconTool
        label={words.undo}
        icon={IconArrowBackUp}
        size={18}
        disabled={!undo}
        onClick={() => undo?.()}
      />
      <IconTool
        label={words.redo}
        icon={IconArrowForwardUp}
        size={18}
        disabled={!redo}
        onClick={() => redo?.()}
      />
    </Group>
  );
}
