"use client";

import { NativeSelect, Select, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { identifierKinds } from "@/lib/people/schema.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../../operation-query.ts";
import { identifierLabels } from "../../people/person-names.ts";
import type { OriginFieldsProps } from "../origin-choice.ts";

const words = originMessages.segment;
const CHOICES = 50;

/** Which segment to follow, found by its name, and what its people are known by. */
export function SegmentFields({ value, onChange, suggestName }: OriginFieldsProps) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 200);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useQuery({
    ...operationQuery(segmentOperations["segments.list"], {
      search: search === chosen ? "" : search,
      limit: CHOICES,
    }),
    placeholderData: keepPreviousData,
  });
  const { segment } = value;
  const segments = found.data?.items ?? [];
  return (
    <Stack>
      <Select
        label={words.segment}
        description={words.segmentHelp}
        required
        searchable
        data={segments.map(({ id, name }) => ({ value: id, label: name }))}
        filter={({ options }) => options}
        value={segment.segmentId || null}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(segmentId, option) => {
          setChosen(option?.label ?? null);
          onChange({ ...value, segment: { ...segment, segmentId: segmentId ?? "" } });
          if (option) {
            suggestName(option.label);
          }
        }}
        nothingFoundMessage={found.isPending ? undefined : words.none}
      />
      <NativeSelect
        label={originMessages.people.identifier}
        description={originMessages.people.identifierHelp}
        data={identifierKinds.map((kind) => ({ value: kind, label: identifierLabels[kind] }))}
        value={segment.identifier}
        onChange={(event) => {
          const identifier = identifierKinds.find((kind) => kind === event.currentTarget.value);
          onChange({ ...value, segment: { ...segment, identifier: identifier ?? segment.identifier } });
        }}
      />
    </Stack>
  );
}
