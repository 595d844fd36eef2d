"use client";

import { ActionIcon, Button, Group, Input, Menu, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconX } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { type IdentifierKind, identifierKinds, identifierLabels } from "@/lib/partners/kit.ts";
import classes from "./identifier-priority.module.css";

const MOST = 3;

function moved(list: IdentifierKind[], from: number, to: number): IdentifierKind[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  return item === undefined ? list : [...next.slice(0, to), item, ...next.slice(to)];
}

/** An order of identifiers, changed by dragging, by the arrow keys on a handle, or by buttons. */
export function IdentifierPriority({
  value,
  onChange,
  fallback,
  error,
}: {
  value: IdentifierKind[];
  onChange: (value: IdentifierKind[]) => void;
  /** what is sent while no order is chosen */
  fallback: IdentifierKind | null;
  error?: string;
}) {
  const [said, setSaid] = useState("");
  const [dragged, setDragged] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const free = identifierKinds.filter((kind) => !value.includes(kind));
  function move(from: number, to: number): void {
    const kind = value[from];
    if (to < 0 || to >= value.length || kind === undefined) {
      return;
    }
    onChange(moved(value, from, to));
    setSaid(`${identifierLabels[kind]} is now number ${to + 1} of ${value.length}.`);
  }
  function onKey(event: KeyboardEvent, index: number): void {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      move(index, index + step);
      requestAnimationFrame(() =>
        list.current?.querySelectorAll<HTMLElement>("[data-handle]")[index + step]?.focus(),
      );
    }
  }
  function onDragOver(event: DragEvent, index: number): void {
    event.preventDefault();
    if (dragged !== null && dragged !== index) {
      move(dragged, index);
      setDragged(index);
    }
  }
  return (
    <Input.Wrapper
      label="Identifier priority"
      description="Which identifier is sent as the known one, the first that a person has. Up to three."
      error={error}
      labelElement="div"
    >
      {value.length === 0 ? (
        <Text size="sm" mt={6}>
          As the connection says{fallback ? `: ${identifierLabels[fallback]}` : ""}.
        </Text>
      ) : (
        <ol className={classes.list} ref={list} aria-label="Identifier priority">
          {value.map((kind, index) => (
            <li
              key={kind}
              className={classes.item}
              draggable
              data-dragged={dragged === index || undefined}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                setDragged(index);
              }}
              onDragOver={(event) => onDragOver(event, index)}
              onDragEnd={() => setDragged(null)}
            >
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                data-handle
                className={classes.handle}
                aria-label={`${identifierLabels[kind]}, number ${index + 1}: move with the arrow keys`}
                onKeyDown={(event) => onKey(event, index)}
              >
                <IconGripVertical size={14} />
              </ActionIcon>
              <span className={classes.number}>{index + 1}</span>
              <span className={classes.label}>{identifierLabels[kind]}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                disabled={index === 0}
                aria-label={`Move ${identifierLabels[kind]} up`}
                onClick={() => move(index, index - 1)}
              >
                <IconArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                disabled={index === value.length - 1}
                aria-label={`Move ${identifierLabels[kind]} down`}
                onClick={() => move(index, index + 1)}
              >
                <IconArrowDown size={14} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Remove ${identifierLabels[kind]}`}
                onClick={() => onChange(value.filter((other) => other !== kind))}
              >
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
        </ol>
      )}
      <Group mt={4}>
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconPlus size={12} />}
              disabled={value.length >= MOST}
            >
              {value.length === 0 ? "Choose another order" : "Add an identifier"}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map((kind) => (
              <Menu.Item key={kind} onClick={() => onChange([...value, kind])}>
                {identifierLabels[kind]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
    </Input.Wrapper>
  );
}
