"use client";

import { Button, Group, Popover } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendar, IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { rangeWords } from "./date-words.ts";
import type { ListState } from "./list-state.ts";

/** Narrows the list to exports created on the days chosen; nothing happens before *Apply*. */
export function ExportedOn({ state }: { state: ListState }) {
  const [opened, { open, close, toggle }] = useDisclosure(false);
  const [days, setDays] = useState<[string | null, string | null]>([state.from, state.to]);
  const words = rangeWords(state.from, state.to);
  function start(): void {
    setDays([state.from, state.to]);
    if (opened) {
      close();
    } else {
      open();
    }
  }
  function apply(): void {
    state.url.set({ from: days[0], to: days[1] ?? days[0] });
    close();
  }
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconCalendar size={15} />}
          rightSection={<IconChevronDown size={14} />}
          onClick={start}
        >
          Exported on{words ? `: ${words}` : ""}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Exported on">
        <DatePicker
          type="range"
          allowSingleDateInRange
          hideOutsideDates
          value={days}
          onChange={setDays}
          aria-label="First and last day"
          ariaLabels={{ previousMonth: "Previous month", nextMonth: "Next month" }}
        />
        <Group justify="space-between" mt="sm">
          <Button size="xs" variant="subtle" disabled={!days[0]} onClick={() => setDays([null, null])}>
            Clear
          </Button>
          <Button size="xs" onClick={apply} disabled={!days[0] && !state.from}>
            Apply
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
