"use client";

import { Autocomplete, Group, NativeSelect, NumberInput, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { eventsOperations } from "@/lib/events/operations.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { identifierKinds } from "@/lib/people/schema.ts";
import { operationQuery } from "../../operation-query.ts";
import { identifierLabels } from "../../people/person-names.ts";
import type { OriginFieldsProps, PeopleChoice } from "../origin-choice.ts";
import { PeoplePreview } from "./people-preview.tsx";

const words = originMessages.people;
const MAX_DAYS = 3_650;

function Days({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | "";
  onChange: (days: number | "") => void;
}) {
  return (
    <NumberInput
      label={label}
      value={value}
      onChange={(days) => onChange(typeof days === "number" ? days : "")}
      min={1}
      max={MAX_DAYS}
      allowDecimal={false}
      suffix={` ${words.days}`}
      placeholder={words.any}
      w={130}
    />
  );
}

type Form = { seen: number | ""; event: string; within: number | ""; name: string; value: string };

/** Only what is filled in counts. */
function choiceOf(identifier: PeopleChoice["identifier"], form: Form): PeopleChoice {
  return {
    identifier,
    ...(form.seen !== "" && { seenWithinDays: form.seen }),
    ...(form.event.trim() && { did: { event: form.event, withinDays: form.within || 30 } }),
    ...(form.name.trim() && form.value.trim() && { property: { name: form.name, value: form.value } }),
  };
}

/** A small filter of people, with how many it means now and some of them. */
export function PeopleFields({ value, onChange }: OriginFieldsProps) {
  const [form, setForm] = useState<Form>({ seen: "", event: "", within: 30, name: "", value: "" });
  const { identifier } = value.people;
  const set = (change: Partial<Form>) => {
    const next = { ...form, ...change };
    setForm(next);
    onChange({ ...value, people: choiceOf(identifier, next) });
  };
  const [search] = useDebouncedValue(form.event, 250);
  const names = useQuery(operationQuery(eventsOperations["events.names"], { search, limit: 20 }));
  const known = [...new Set((names.data?.items ?? []).map((item) => item.name))];
  return (
    <Stack>
      <NativeSelect
        label={words.identifier}
        description={words.identifierHelp}
        value={identifier}
        onChange={(event) => {
          const kind = identifierKinds.find((one) => one === event.currentTarget.value);
          onChange({ ...value, people: choiceOf(kind, form) });
        }}
        data={identifierKinds.map((kind) => ({ value: kind, label: identifierLabels[kind] }))}
      />
      <Days label={words.seen} value={form.seen} onChange={(seen) => set({ seen })} />
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Autocomplete
          label={words.did}
          value={form.event}
          onChange={(event) => set({ event })}
          data={known}
          placeholder={words.any}
          maxLength={400}
          style={{ flex: 1 }}
        />
        <Days label={words.didWithin} value={form.within} onChange={(within) => set({ within })} />
      </Group>
      <Group gap="xs" align="flex-end" wrap="nowrap" grow>
        <TextInput
          label={words.property}
          value={form.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          placeholder="plan"
          maxLength={120}
        />
        <TextInput
          label={words.equals}
          value={form.value}
          onChange={(event) => set({ value: event.currentTarget.value })}
          placeholder="gold"
          maxLength={512}
        />
      </Group>
      <PeoplePreview people={value.people} />
    </Stack>
  );
}
