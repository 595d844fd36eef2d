import { ActionIcon, Tooltip } from "@mantine/core";
import type { ComponentType } from "react";
import classes from "./icon-tool.module.css";

/** A button of a bar that shows its icon and says its name. Without anything to do it keeps the focus: it may have just done the last. */
export function IconTool({
  label,
  icon: Icon,
  size = 16,
  disabled = false,
  onClick,
}: {
  label: string;
  icon: ComponentType<{ size?: number }>;
  size?: number;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-disabled={disabled}
        data-disabled={disabled || undefined}
        className={classes.tool}
        onClick={disabled ? undefined : onClick}
      >
        <Icon size={size} />
      </ActionIcon>
    </Tooltip>
  );
}
