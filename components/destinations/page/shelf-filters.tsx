"use client";

import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { type ShelfEntry, shelfStates } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { useEventCatalogue } from "../../exports/queries.ts";
import { SearchField } from "../../ui/search-field.tsx";
import type { UrlState } from "../../ui/use-url-state.ts";
import { useReasons } from "../queries.ts";

const words = destinationPageText.shelf;

export type ShelfChoice = { code?: string; name?: string; search?: string };

/** What the address says about the shelf. */
export function shelfChoiceOf(url: UrlState): ShelfChoice {
  const [code, name, search] = ["code", "name", "search"].map((each) => url.get(each) ?? undefined);
  return { ...(code && { code }), ...(name && { name }), ...(search && { search }) };
}

export function shelfStateOf(url: UrlState): (typeof shelfStates)[number] {
  return shelfStates.find((state) => state === url.get("state")) ?? "open";
}

/** Search, reason, event and state of the refused calls; all of them stand in the address. */
export function ShelfFilters({
  id,
  url,
  entries,
  resets,
  onReset,
}: {
  id: string;
  url: UrlState;
  entries: ShelfEntry[];
  /** counts resets: each begins with an empty search field */
  resets: number;
  onReset: () => void;
}) {
  const choice = shelfChoiceOf(url);
  const catalogue = useEventCatalogue(true);
  const reasons = useReasons({ id, window: "7d", stage: "refused" }, true);
  // Older than a week but in sight, or named by the address: choosable nevertheless.
  const codes = new Map<string, string>([
    ...(choice.code ? [[choice.code, choice.code] as const] : []),
    ...entries.map(({ code, reason }) => [code, reason] as const),
    ...(reasons.data?.items ?? []).map(({ code, reason }) => [code, reason || code] as const),
  ]);
  const names = new Set([
    ...(choice.name ? [choice.name] : []),
    ...entries.flatMap(({ eventName }) => eventName ?? []),
    ...(catalogue.data?.seen ?? []).map(({ name }) => name).filter(Boolean),
  ]);
  return (
    <Group gap="xs" mb="sm">
      <SearchField
        key={resets}
        label={words.search}
        value={choice.search ?? ""}
        onSearch={(search) => url.set({ search })}
      />
      <Select
        aria-label={words.reason}
        placeholder={words.anyReason}
        data={[...codes].map(([value, label]) => ({ value, label }))}
        value={choice.code ?? null}
        onChange={(code) => url.set({ code })}
        clearable
        searchable
        clearButtonProps={{ "aria-label": words.anyReason }}
        nothingFoundMessage="None by that name"
        comboboxProps={{ width: 340, position: "bottom-start" }}
        w={200}
      />
      <Select
        aria-label={words.name}
        placeholder={words.anyName}
        data={[...names]}
        value={choice.name ?? null}
        onChange={(name) => url.set({ name })}
        clearable
        searchable
        clearButtonProps={{ "aria-label": words.anyName }}
        nothingFoundMessage="None by that name"
        w={200}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.state}
        value={shelfStateOf(url)}
        onChange={(state) => url.set({ state: state === "open" ? null : state })}
        data={shelfStates.map((value) => ({ value, label: destinationsText.shelf.states[value] }))}
      />
      {Object.keys(choice).length > 0 && (
        <Button variant="subtle" color="gray" onClick={onReset}>
          {words.reset}
        </Button>
      )}
    </Group>
  );
}
