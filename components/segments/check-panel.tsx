import { Select, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import type { PersonRow } from "@/lib/people/schema.ts";
import type { Condition as ConditionOf, Definition } from "@/lib/segments/definition.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { CheckView, ConditionCheck } from "@/lib/segments/schema.ts";
import { operationQuery } from "../operation-query.ts";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import classes from "./segments.module.css";
import { useNames } from "./use-names.ts";
import { conditionWords } from "./words.ts";

const words = segmentsMessages.check;

/** Of what people did the time that decides, which is that of the last unless the first is asked for. */
function decisiveTime(check: ConditionCheck, condition: ConditionOf | undefined): string | null {
  return condition?.kind === "did" && condition.measure.of === "first" ? check.first : check.last;
}

function Evidence({ check, at }: { check: ConditionCheck; at: string | null }) {
  const seen = check.seen === null ? null : JSON.stringify(check.seen);
  return (
    <>
      {check.count !== null && `${words.times(check.count)} `}
      {seen !== null && `${words.seen} ${seen.slice(0, 120)} `}
      {at && <Time at={at} />}
    </>
  );
}

const icons = {
  met: { icon: IconCircleCheck, colour: "teal" },
  not_met: { icon: IconCircleX, colour: "red" },
  unknown: { icon: IconCircleDashed, colour: "dimmed" },
} as const;

function Condition({ check, at, sentence }: { check: ConditionCheck; at: string | null; sentence: string }) {
  const { icon: Icon, colour } = icons[check.verdict];
  return (
    <li className={classes.verdict}>
      <Text span c={colour} lh={0} mt={2}>
        <Icon size={16} stroke={1.8} aria-hidden="true" />
      </Text>
      <div>
        {sentence}
        <Text span size="xs" c="dimmed" display="block">
          {words.verdicts[check.verdict]} <Evidence check={check} at={at} />
        </Text>
      </div>
    </li>
  );
}

function Verdicts({ view, name, asked }: { view: CheckView; name: string; asked: Definition }) {
  const nameOf = useNames(asked);
  return (
    <div role="status">
      <Text size="sm" fw={600} mt="sm">
        {view.meant ? words.meant(name) : words.notMeant(name)}
      </Text>
      {view.groups.map((group, at) => (
        <ol
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is known by its place alone
          key={at}
          className={classes.verdicts}
          aria-label={segmentsMessages.builder.groupLabel(at + 1)}
        >
          {group.conditions.map((check, place) => {
            const condition = asked.groups[at]?.conditions[place];
            return (
              <Condition
                // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
                key={place}
                check={check}
                at={decisiveTime(check, condition)}
                sentence={condition ? conditionWords(condition, nameOf) : words.wordless}
              />
            );
          })}
          {group.constant !== null && <li>{group.constant ? words.constantMet : words.constantNotMet}</li>}
        </ol>
      ))}
    </div>
  );
}

const nameOf = (of: Pick<PersonRow, "id" | "name" | "userId" | "email" | "anonymousId">): string =>
  [of.name, of.userId ?? of.email ?? of.anonymousId ?? of.id].filter(Boolean).join(", ");

/** Why somebody is meant or not: each condition with what was seen. */
export function CheckPanel({ definition }: { definition: Definition | null }) {
  const [search, setSearch] = useState("");
  const url = useUrlState();
  const asked = url.get("person") ?? "";
  const [chosen, setPerson] = useState<{ id: string; name: string } | null>(null);
  const named = useQuery({
    ...operationQuery(peopleOperations["people.get"], { id: asked }),
    enabled: asked !== "",
    retry: false,
  });
  // Whoever the address names is looked at until somebody else is chosen.
  const person =
    chosen ?? (asked !== "" && named.data ? { id: named.data.id, name: nameOf(named.data) } : null);
  const [settled] = useDebouncedValue(search, 250);
  const found = useQuery({
    ...operationQuery(peopleOperations["people.list"], { search: settled, limit: 10 }),
    enabled: settled.trim() !== "",
    placeholderData: keepPreviousData,
  });
  const check = useQuery({
    ...operationQuery(segmentOperations["segments.check"], {
      definition: definition ?? { groups: [] },
      personId: person?.id ?? "",
    }),
    enabled: definition !== null && person !== null,
    retry: false,
  });
  const options = (settled.trim() === "" ? [] : (found.data?.items ?? [])).map((each) => ({
    value: each.id,
    label: nameOf(each),
  }));
  if (person && !options.some(({ value }) => value === person.id)) {
    options.push({ value: person.id, label: person.name });
  }
  return (
    <section className={classes.panel} aria-label={words.title}>
      <Title order={2} fz="sm">
        {words.title}
      </Title>
      <Select
        size="xs"
        mt={8}
        aria-label={words.label}
        placeholder={words.label}
        searchable
        clearable
        data={options}
        // Found by any identifier, not by the label alone.
        filter={({ options: all }) => all}
        value={person?.id ?? null}
        onSearchChange={setSearch}
        nothingFoundMessage={settled.trim() === "" || found.isFetching ? undefined : words.none(settled)}
        onChange={(id, option) => {
          url.set({ person: id });
          setPerson(id && option ? { id, name: option.label } : null);
        }}
      />
      {person && definition && check.data && (
        <Verdicts view={check.data} name={person.name} asked={definition} />
      )}
      {person && check.isError && (
        <Text size="sm" c="red" mt={6} role="alert">
          {check.error.message}
        </Text>
      )}
    </section>
  );
}
