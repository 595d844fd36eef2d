import { ScrollArea, Text, TextInput } from "@mantine/core";
import { IconNote, IconSearch } from "@tabler/icons-react";
import { type ComponentType, type Ref, useState } from "react";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { kindsFound } from "../canvas/kind-list.ts";
import { iconOf } from "../canvas/kind-marks.ts";
import { KIND_DRAG } from "../canvas/use-kind-drop.ts";
import classes from "./palette.module.css";

const words = journeysMessages.palette;

function Item({
  title,
  description,
  icon: Icon,
  group,
  drag,
  onClick,
}: {
  title: string;
  description: string;
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  group: string;
  drag?: string;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={classes.item}
      title={description}
      draggable={drag !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData(KIND_DRAG, drag ?? "");
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={onClick}
    >
      <span className={classes.icon} data-group={group} aria-hidden="true">
        <Icon size={15} stroke={1.8} />
      </span>
      {title}
    </button>
  );
}

/** Every kind of node, to be dragged to the canvas or added by a click. */
export function Palette({
  searchRef,
  onAdd,
  onNote,
}: {
  searchRef: Ref<HTMLInputElement>;
  onAdd: (kind: string) => void;
  onNote: () => void;
}) {
  const [search, setSearch] = useState("");
  const found = kindsFound(search);
  const [first] = found.flatMap(({ kinds }) => kinds);
  return (
    <aside className={classes.palette} aria-label={words.label}>
      <TextInput
        ref={searchRef}
        size="xs"
        m={10}
        mb={4}
        aria-label={words.search}
        placeholder={words.search}
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && search !== "" && first) {
            onAdd(first.id);
            setSearch("");
          } else if (event.key === "Escape") {
            setSearch("");
            event.currentTarget.blur();
          }
        }}
      />
      <Text size="xs" c="dimmed" px={12} pb={4}>
        {words.help}
      </Text>
      <ScrollArea style={{ flex: 1 }} type="auto">
        <div className={classes.groups}>
          {found.map(({ group, kinds }) => (
            <section key={group} aria-label={journeyCanvasMessages.groups[group]}>
              <h2>{journeyCanvasMessages.groups[group]}</h2>
              {kinds.map(({ id, title, description }) => (
                <Item
                  key={id}
                  {...{ title, description, group }}
                  icon={iconOf(id)}
                  drag={id}
                  onClick={() => onAdd(id)}
                />
              ))}
            </section>
          ))}
          {found.length === 0 && (
            <Text size="sm" c="dimmed" px={4}>
              {words.none}
            </Text>
          )}
          {search === "" && (
            <section aria-label={journeysMessages.list.notes}>
              <h2>{journeysMessages.list.notes}</h2>
              <Item
                title={words.note}
                description={words.noteText}
                icon={IconNote}
                group="control"
                onClick={onNote}
              />
            </section>
          )}
        </div>
      </ScrollArea>
    </aside>
  );
}
