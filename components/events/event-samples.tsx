"use client";

import { Accordion, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { eventsOperations } from "@/lib/events/operations.ts";
import type { CallType } from "@/lib/events/schema.ts";
import { eventsMessages } from "@/lib/messages/events.ts";
import { operationQuery } from "../operation-query.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { inZone } from "../ui/time-words.ts";
import { useVisitor } from "../visitor.tsx";
import classes from "./events.module.css";

/** The newest events of a name, to open one by one. */
export function EventSamples({ type, name }: { type: CallType; name: string }) {
  const { timeZone } = useVisitor();
  const list = useQuery(operationQuery(eventsOperations["events.samples"], { type, name, limit: 10 }));
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  if (!list.data) {
    return <Skeleton height={120} />;
  }
  if (list.data.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {eventsMessages.samples.none}
      </Text>
    );
  }
  return (
    <Accordion chevronPosition="left" variant="default" className={classes.samples}>
      {list.data.items.map((item) => (
        <Accordion.Item key={item.id} value={item.id}>
          <Accordion.Control>
            <Group gap="md" wrap="nowrap">
              <time dateTime={item.timestamp} className={classes.when}>
                {inZone(item.timestamp, timeZone, "second")}
              </time>
              <Text size="sm" truncate>
                {item.userId ?? item.anonymousId ?? ""}
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <Text size="sm" mb="xs">
              <Link href={`/people/${item.personId}`}>Open the person</Link>
            </Text>
            <JsonView
              value={{ properties: item.properties, context: item.context }}
              label={`the event ${name}`}
            />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
