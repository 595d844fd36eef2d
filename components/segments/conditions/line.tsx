import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "../segments.module.css";

/** A line of a condition's sentence that can be taken away. */
export function Line({
  label,
  children,
  onRemove,
}: {
  label: string;
  children: ReactNode;
  onRemove: () => void;
}) {
  return (
    <section className={classes.removable} aria-label={label}>
      <div className={classes.line}>{children}</div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Remove ${label.toLowerCase()}`}
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </section>
  );
}
