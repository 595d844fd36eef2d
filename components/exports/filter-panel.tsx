"use client";

import { Badge, Button, Checkbox, Group, Popover, ScrollArea, Stack } from "@mantine/core";
import { IconChevronDown, IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./exports.module.css";
import { type FilterKey, filterGroups } from "./list-address.ts";
import type { ListState } from "./list-state.ts";

/** Partner, type, format, status and frequency; each choice takes effect at once and stands in the address. */
export function FilterPanel({ state }: { state: ListState }) {
  // The address follows a moment later; a box that is ticked must show it at once.
  const [ticked, setTicked] = useState<Partial<Record<FilterKey, string[]>>>({});
  function tick(key: FilterKey, values: string[]): void {
    setTicked((now) => ({ ...now, [key]: values }));
    state.url.set({ [key]: values });
  }
  function reset(): void {
    setTicked(Object.fromEntries(filterGroups.map((group) => [group.key, []])));
    state.reset();
  }
  return (
    <Popover
      onOpen={() => setTicked({})}
      position="bottom-start"
      shadow="md"
      trapFocus
      withinPortal
      width={420}
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter size={15} />}
          rightSection={
            state.filterCount > 0 ? (
              <Badge size="sm" variant="filled" circle>
                {state.filterCount}
              </Badge>
            ) : (
              <IconChevronDown size={14} />
            )
          }
          aria-label={state.filterCount > 0 ? `Filter, ${state.filterCount} chosen` : "Filter"}
        >
          Filter
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.filters} aria-label="Filter exports">
        <ScrollArea.Autosize mah="min(60dvh, 480px)" type="auto">
          <div className={classes.filterGrid}>
            {filterGroups.map((group) => (
              <Checkbox.Group
                key={group.key}
                label={group.label}
                value={ticked[group.key] ?? state.filters[group.key]}
                onChange={(values) => tick(group.key, values)}
              >
                <Stack gap={6} mt={6}>
                  {group.options.map((option) => (
                    <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
                  ))}
                </Stack>
              </Checkbox.Group>
            ))}
          </div>
        </ScrollArea.Autosize>
        <Group justify="flex-end" mt="sm">
          <Button size="xs" variant="subtle" disabled={!state.narrowed} onClick={reset}>
            Reset all
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
