"use client";

import { Group, MultiSelect, Text } from "@mantine/core";
import { useState } from "react";
import { countOf } from "@/lib/messages/exports.ts";
import { useEventCatalogue } from "./queries.ts";

type Catalogue = NonNullable<ReturnType<typeof useEventCatalogue>["data"]>;

/** Names by group, each once, the most frequent first, with how often it was seen. */
function optionsOf(catalogue: Catalogue | undefined, chosen: string[], typed: string) {
  const counts = new Map<string, number>();
  const system = new Set(catalogue?.system.map((event) => event.name));
  const custom = new Set<string>();
  for (const event of catalogue?.seen ?? []) {
    counts.set(event.name, (counts.get(event.name) ?? 0) + event.count);
    if (!system.has(event.name)) {
      (event.kind === "system" ? system : custom).add(event.name);
    }
  }
  // A name chosen earlier stays choosable even when the catalogue no longer lists it, and one is that was never seen.
  for (const name of [...chosen, typed.trim()]) {
    if (name !== "" && !system.has(name)) {
      custom.add(name);
    }
  }
  const sorted = (names: Set<string>): string[] =>
    [...names].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b));
  return {
    counts,
    data: [
      { group: `System events (${system.size})`, items: sorted(system) },
      { group: `Custom events (${custom.size})`, items: sorted(custom) },
    ].filter((group) => group.items.length > 0),
  };
}

/** The events of the catalogue to choose from, and any other by typing its name. */
export function EventPicker({
  value,
  onChange,
  error,
}: {
  value: string[];
  onChange: (names: string[]) => void;
  error?: string;
}) {
  const catalogue = useEventCatalogue(true);
  const [typed, setTyped] = useState("");
  const { counts, data } = optionsOf(catalogue.data, value, catalogue.isPending ? "" : typed);
  return (
    <MultiSelect
      label="Events"
      description="System events and those that your sources have sent, with how often each was seen."
      placeholder={value.length === 0 ? "Search events…" : undefined}
      data={data}
      value={value}
      onChange={onChange}
      error={
        error ?? (catalogue.isError ? "The catalogue could not be loaded. Try again in a moment." : null)
      }
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      clearable
      hidePickedOptions
      maxDropdownHeight={320}
      nothingFoundMessage={catalogue.isPending ? "Loading the catalogue…" : "Type the name of an event"}
      clearButtonProps={{ "aria-label": "Clear the events" }}
      renderOption={({ option }) => {
        const count = counts.get(option.value);
        return (
          <Group justify="space-between" wrap="nowrap" gap="sm" flex={1}>
            <Text size="sm" truncate>
              {option.value}
            </Text>
            <Text size="xs" c="dimmed" className="numbers" style={{ whiteSpace: "nowrap" }}>
              {count ? countOf(count) : "not seen yet"}
            </Text>
          </Group>
        );
      }}
    />
  );
}
