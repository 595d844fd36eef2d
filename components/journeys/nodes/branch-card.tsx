import { ActionIcon, Group, TextInput, Tooltip } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { journeyNodeMessages } from "@/lib/messages/journey-nodes.ts";
import { useField } from "../../form/form-context.tsx";
import { RemoveButton } from "../../form/remove-button.tsx";
import classes from "./nodes.module.css";

const words = journeyNodeMessages.branches;

/** One of a node's own exits: what it is called, and what leads to it. */
export function BranchCard({
  path,
  place,
  name,
  placeholder,
  nameLabel = words.name(place + 1),
  removeLabel = words.remove(place + 1),
  onName,
  onUp,
  onRemove,
  aside,
  children,
}: {
  path: string;
  place: number;
  name: string;
  placeholder: string;
  nameLabel?: string;
  removeLabel?: string;
  onName: (name: string) => void;
  /** Where the order says who comes first. */
  onUp?: (() => void) | null;
  onRemove: (() => void) | null;
  aside?: ReactNode;
  children?: ReactNode;
}) {
  const { error, ...field } = useField(`${path}.name`);
  return (
    <section className={classes.branch} aria-label={placeholder} data-path={path}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <TextInput
          size="xs"
          style={{ flex: 1 }}
          aria-label={nameLabel}
          placeholder={placeholder}
          maxLength={60}
          value={name}
          error={error}
          onChange={(event) => onName(event.currentTarget.value)}
          {...field}
        />
        {aside}
        {onUp && (
          <Tooltip label={words.up(place + 1)}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              aria-label={words.up(place + 1)}
              onClick={onUp}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
          </Tooltip>
        )}
        {onRemove && <RemoveButton label={removeLabel} onClick={onRemove} />}
      </Group>
      {children}
    </section>
  );
}
