import { NativeSelect, Select, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import { journeyNodeMessages } from "@/lib/messages/journey-nodes.ts";
import { useField } from "../../form/form-context.tsx";
import { operationQuery } from "../../operation-query.ts";
import { useJourney } from "../editor/journey-context.tsx";
import { drafts } from "./node-drafts.ts";
import type { NodeFormProps } from "./node-form.ts";

const words = journeyNodeMessages.journey;

/** Another journey, and what happens to people in it. */
export function EntryJourneyForm({ node, set }: NodeFormProps) {
  const { view } = useJourney();
  const { journeyId, when } = drafts.journey.parse(node.settings);
  const field = useField("journeyId");
  const [search, setSearch] = useState("");
  const list = useQuery({
    ...operationQuery(journeyOperations["journeys.list"], { search, perPage: 50 }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    ...operationQuery(journeyOperations["journeys.get"], { id: journeyId }),
    enabled: journeyId !== "",
    retry: false,
  });
  const options = new Map((list.data?.items ?? []).map(({ id, name }) => [id, name]));
  if (chosen.data) {
    options.set(chosen.data.id, chosen.data.name);
  }
  return (
    <Stack gap="sm">
      <NativeSelect
        size="xs"
        w={220}
        label={words.when}
        data-path="when"
        value={when}
        data={Object.entries(words.whens).map(([value, label]) => ({ value, label }))}
        onChange={(event) => set({ when: event.currentTarget.value }, true)}
      />
      <Select
        size="xs"
        label={words.which}
        placeholder={words.choose}
        searchable
        data={[...options].flatMap(([value, label]) => (value === view.id ? [] : [{ value, label }]))}
        value={journeyId || null}
        // What is shown for the chosen one is no search.
        onSearchChange={(text) => setSearch([...options.values()].includes(text) ? "" : text)}
        nothingFoundMessage={words.none}
        onChange={(id) => id && set({ journeyId: id }, true)}
        {...field}
      />
    </Stack>
  );
}
