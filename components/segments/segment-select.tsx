import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import type { SegmentKind } from "@/lib/segments/kinds.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../operation-query.ts";

/** One of the workspace's segments, found by a part of its name; `own` and other kinds than `kinds` are not offered. */
export function SegmentSelect({
  label,
  placeholder,
  own,
  value,
  onChange,
  clearable = false,
  kinds,
  ...field
}: {
  label: string;
  placeholder: string;
  own: string | null;
  value: string;
  onChange: (id: string | null) => void;
  clearable?: boolean;
  kinds?: readonly SegmentKind[];
  error?: string | null;
  "data-path"?: string;
}) {
  const [search, setSearch] = useState("");
  const [settled] = useDebouncedValue(search, 250);
  const list = useQuery({
    ...operationQuery(segmentOperations["segments.list"], { search: settled, limit: 50 }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    ...operationQuery(segmentOperations["segments.get"], { id: value }),
    enabled: value !== "",
    retry: false,
  });
  const offered = (list.data?.items ?? []).filter(({ kind }) => kinds?.includes(kind) ?? true);
  const options = new Map(offered.map(({ id, name }) => [id, name]));
  if (chosen.data) {
    options.set(chosen.data.id, chosen.data.name);
  }
  return (
    <Select
      size="xs"
      w={240}
      maw="100%"
      aria-label={label}
      placeholder={placeholder}
      searchable
      clearable={clearable}
      clearButtonProps={{ "aria-label": "Clear the choice" }}
      data={[...options].flatMap(([id, name]) => (id === own ? [] : [{ value: id, label: name }]))}
      value={value || null}
      // What is shown for the chosen one is no search.
      onSearchChange={(text) => setSearch([...options.values()].includes(text) ? "" : text)}
      nothingFoundMessage={segmentsMessages.overlap.none}
      onChange={onChange}
      {...field}
    />
  );
}
