"use client";

import { ActionIcon, Code, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./copy-field.module.css";

/** A value to take away (a key, an address, code), with a button that copies it. */
export function CopyField({
  label,
  value,
  block = false,
}: {
  label?: string;
  value: string;
  block?: boolean;
}) {
  return (
    <div>
      {label && (
        <Text size="sm" fw={500} mb={4}>
          {label}
        </Text>
      )}
      <Group wrap="nowrap" gap={4} align="flex-start" className={classes.frame}>
        <Code block={block} className={classes.code} tabIndex={0}>
          {value}
        </Code>
        <CopyButton value={value} timeout={1_500}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? "Copied" : "Copy"}>
              <ActionIcon
                variant="subtle"
                color={copied ? "green" : "gray"}
                onClick={copy}
                aria-label={copied ? "Copied" : `Copy ${label ?? "this"}`}
              >
                {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
