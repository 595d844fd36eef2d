"use client";

import { MultiSelect } from "@mantine/core";
import { useState } from "react";
import { destinationsText as text } from "@/lib/messages/destinations.ts";
import { useEventCatalogue } from "../exports/queries.ts";

const kinds = ["identify", "page", "screen", "alias"];

/** Names of track calls from the catalogue, and the other kinds of calls, to choose from; any other name by typing it. */
export function CallNamesPicker({
  value,
  onChange,
  label,
  help,
  error,
}: {
  value: string[];
  onChange: (names: string[]) => void;
  label: string;
  help: string;
  error?: string;
}) {
  const catalogue = useEventCatalogue(true);
  const [typed, setTyped] = useState("");
  const seen = (catalogue.data?.seen ?? []).filter(({ type }) => type === "track").map(({ name }) => name);
  // A name chosen earlier stays choosable even when the catalogue no longer lists it.
  const names = new Set([...seen, ...value.filter((name) => !kinds.includes(name))]);
  const name = typed.trim();
  const isNew = !catalogue.isPending && name !== "" && !names.has(name) && !kinds.includes(name);
  return (
    <MultiSelect
      label={label}
      description={help}
      placeholder={value.length === 0 ? "Search events…" : undefined}
      data={[
        { group: "Kinds of calls", items: kinds },
        { group: `Events (${names.size})`, items: [...names] },
        { group: "Not seen yet", items: isNew ? [name] : [] },
      ].filter((group) => group.items.length > 0)}
      value={value}
      onChange={onChange}
      error={error ?? (catalogue.isError ? text.drawer.calls.catalogueFailed : null)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      clearable
      hidePickedOptions
      nothingFoundMessage="Type the name of an event"
      maxDropdownHeight={280}
    />
  );
}
