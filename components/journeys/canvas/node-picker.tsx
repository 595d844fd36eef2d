import { Combobox, Popover, ScrollArea, useCombobox } from "@mantine/core";
import { useState } from "react";
import type { NodeGroup } from "@/lib/journeys/nodes/node-kind.ts";
import { journeyCanvasMessages } from "@/lib/messages/journey-canvas.ts";
import classes from "./canvas.module.css";
import { kindsFound } from "./kind-list.ts";
import { iconOf } from "./kind-marks.ts";

const words = journeyCanvasMessages.picker;

function Choices({ groups, onPick }: { groups?: readonly NodeGroup[]; onPick: (kind: string) => void }) {
  const [search, setSearch] = useState("");
  const combobox = useCombobox({ opened: true });
  const found = kindsFound(search, groups);
  return (
    <Combobox store={combobox} onOptionSubmit={onPick}>
      <Combobox.EventsTarget>
        <input
          className={classes.pickerSearch}
          aria-label={words.search}
          placeholder={words.search}
          // biome-ignore lint/a11y/noAutofocus: the list was just opened to be searched
          autoFocus
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options aria-label={words.label}>
        <ScrollArea.Autosize mah={320} type="auto">
          {found.map(({ group, kinds }) => (
            <Combobox.Group key={group} label={journeyCanvasMessages.groups[group]}>
              {kinds.map(({ id, title, description }) => {
                const Icon = iconOf(id);
                return (
                  <Combobox.Option key={id} value={id} className={classes.pickerOption} title={description}>
                    <span className={classes.icon} data-group={group} aria-hidden="true">
                      <Icon size={15} stroke={1.8} />
                    </span>
                    {title}
                  </Combobox.Option>
                );
              })}
            </Combobox.Group>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.none}</Combobox.Empty>}
        </ScrollArea.Autosize>
      </Combobox.Options>
    </Combobox>
  );
}

/** The list of kinds at a point of the window: what is chosen there is added. */
export function NodePicker({
  at,
  label,
  groups,
  onPick,
  onClose,
}: {
  /** What it is for. */
  label: string;
  at: { x: number; y: number };
  groups?: readonly NodeGroup[];
  onPick: (kind: string) => void;
  onClose: () => void;
}) {
  return (
    <Popover
      opened
      onDismiss={onClose}
      position="bottom-start"
      shadow="md"
      trapFocus
      closeOnEscape
      width={260}
      transitionProps={{ duration: 100 }}
    >
      <Popover.Target>
        <span className={classes.pickerAnchor} style={{ left: at.x, top: at.y }} />
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label={label}>
        <Choices groups={groups} onPick={onPick} />
      </Popover.Dropdown>
    </Popover>
  );
}
