"use client";

import { Group, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { peopleAudienceOperations } from "@/lib/audiences/people/operations.ts";
import { originMessages } from "@/lib/messages/audience-origins.ts";
import { operationQuery } from "../../operation-query.ts";
import { Time } from "../../ui/time.tsx";
import type { PeopleChoice } from "../origin-choice.ts";
import classes from "./people-preview.module.css";

const words = originMessages.people;

/** How many people a filter means now, and ten of them; asked again a moment after the filter has changed. */
export function PeoplePreview({ people }: { people: PeopleChoice }) {
  const [settled] = useDebouncedValue(people, 300);
  const asked = useQuery({
    ...operationQuery(peopleAudienceOperations["audiences.peoplePreview"], { people: settled }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const found = asked.data;
  if (!found) {
    return null;
  }
  const count = found.count.toLocaleString("en");
  return (
    <section className={classes.preview} aria-label={words.count}>
      <Group justify="space-between">
        <Text size="sm">{words.count}</Text>
        <Text fw={600} className="numbers" role="status">
          {found.isCapped ? words.more(count) : count}
        </Text>
      </Group>
      {found.count === 0 ? (
        <Text size="sm" c="dimmed">
          {words.nobody}
        </Text>
      ) : (
        <ul className={classes.people} aria-label={words.sample}>
          {found.sample.map((person) => (
            <li key={person.id}>
              <span className={classes.identity}>{person.identity}</span>
              <Text span size="xs" c="dimmed">
                {person.name}
              </Text>
              <Text span size="xs" c="dimmed" ml="auto">
                <Time at={person.lastSeen} relative />
              </Text>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
