"use client";

import { Button, Group, Pill } from "@mantine/core";
import { rangeWords } from "./date-words.ts";
import { filterGroups } from "./list-address.ts";
import type { ListState } from "./list-state.ts";

type FilterChip = { key: string; words: string; remove: () => void };

function chipsOf(state: ListState): FilterChip[] {
  const chips: FilterChip[] = filterGroups.flatMap((group) =>
    state.filters[group.key].map((value) => ({
      key: `${group.key} ${value}`,
      words: `${group.label}: ${group.options.find((option) => option.value === value)?.label ?? value}`,
      remove: () =>
        state.url.set({ [group.key]: state.filters[group.key].filter((other) => other !== value) }),
    })),
  );
  const days = rangeWords(state.from, state.to);
  if (days) {
    chips.push({
      key: "exported on",
      words: `Exported on: ${days}`,
      remove: () => state.url.set({ from: null, to: null }),
    });
  }
  return chips;
}

/** What narrows the list, each with its ×, and *Reset all*. */
export function FilterChips({ state }: { state: ListState }) {
  const chips = chipsOf(state);
  if (chips.length === 0) {
    return null;
  }
  return (
    <Group gap={6} mb="sm" role="group" aria-label="Filters in use">
      {chips.map((chip) => (
        <Pill
          key={chip.key}
          withRemoveButton
          onRemove={chip.remove}
          removeButtonProps={{
            "aria-label": `Remove the filter ${chip.words}`,
            tabIndex: 0,
            "aria-hidden": false,
          }}
        >
          {chip.words}
        </Pill>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={state.reset}>
        Reset all
      </Button>
    </Group>
  );
}
