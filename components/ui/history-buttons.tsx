import { ActionIcon, Group, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import classes from "./history-buttons.module.css";

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
  const steps = [
    { label: words.undo, step: undo, Icon: IconArrowBackUp },
    { label: words.redo, step: redo, Icon: IconArrowForwardUp },
  ];
  return (
    <Group gap={4} wrap="nowrap">
      {steps.map(({ label, step, Icon }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={label}
            disabled={!step}
            className={classes.step}
            onClick={() => step?.()}
          >
            <Icon size={18} />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}
