"use client";

import { Badge, Group, Progress, Stack, Text, Title, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { eventsOperations } from "@/lib/events/operations.ts";
import type { CallType, EventDefinitionView } from "@/lib/events/schema.ts";
import { eventsMessages as words } from "@/lib/messages/events.ts";
import { operationQuery } from "../operation-query.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Count } from "../ui/count.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Time } from "../ui/time.tsx";
import { callFace } from "./call-face.tsx";
import { EventSamples } from "./event-samples.tsx";
import classes from "./events.module.css";
import { KindChip } from "./events-screen.tsx";

type Property = EventDefinitionView["properties"][number];

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

/** "100%" only when it is every event, "0%" only when it is none. */
function shareWords(share: number): string {
  if (share > 0 && share < 0.01) {
    return "<1%";
  }
  return share < 1 && share > 0.99 ? ">99%" : percent.format(share);
}

function Types({ types }: { types: Property["types"] }) {
  const total = Object.values(types).reduce((sum, count) => sum + count, 0);
  const sorted = Object.entries(types).sort(([, a], [, b]) => b - a);
  return (
    <Group gap={4}>
      {sorted.map(([type, count]) => (
        <Badge key={type} size="sm" variant="default" radius="sm" tt="none" fw={500}>
          {type}
          {sorted.length > 1 && ` ${percent.format(count / total)}`}
        </Badge>
      ))}
    </Group>
  );
}

function propertyColumns(events: number): Column<Property>[] {
  return [
    {
      key: "property",
      header: "Property",
      narrow: "title",
      render: (each) => (
        <strong style={{ fontWeight: 500, overflowWrap: "anywhere" }}>{each.property}</strong>
      ),
    },
    { key: "types", header: "Types", render: (each) => <Types types={each.types} /> },
    { key: "count", header: "Seen", align: "right", render: (each) => <Count value={each.count} /> },
    {
      key: "share",
      header: "Share",
      narrow: "hide",
      width: 130,
      render: (each) => {
        const share = Math.min(1, each.count / Math.max(1, events));
        return (
          <Tooltip label={words.properties.share}>
            <Group gap={8} wrap="nowrap">
              <Progress
                value={share * 100}
                size="sm"
                w={60}
                aria-label={`${each.property}: ${shareWords(share)}`}
              />
              <Text size="xs">{shareWords(share)}</Text>
            </Group>
          </Tooltip>
        );
      },
    },
    {
      key: "sample",
      header: "Sample value",
      render: (each) => <code className={classes.sample}>{each.sample}</code>,
    },
    {
      key: "last",
      header: "Last seen",
      narrow: "hide",
      render: (each) => <Time at={each.lastSeen} relative />,
    },
  ];
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600} size="lg" component="div">
        {children}
      </Text>
    </div>
  );
}

/** One name of the catalogue: what it means, what it carries, and examples. */
export function EventScreen({
  type,
  name,
  initial,
}: {
  type: CallType;
  name: string;
  initial?: EventDefinitionView;
}) {
  const asked = useQuery({
    ...operationQuery(eventsOperations["events.definition"], { type, name }),
    initialData: initial,
    refetchInterval: 15_000,
  });
  const event = asked.data;
  if (!event) {
    return asked.error ? <ErrorState error={asked.error} onRetry={() => asked.refetch()} /> : null;
  }
  const { icon: Icon, label } = callFace(event.type);
  return (
    <>
      <PageHeader
        above={<BackLink href="/events">Events</BackLink>}
        title={<span style={{ overflowWrap: "anywhere" }}>{event.name}</span>}
        description={event.description || undefined}
      />
      <Stack gap="xl">
        <Group gap="xl">
          <Figure label="Kind">
            <Group gap="xs">
              <KindChip kind={event.kind} />
              <Text size="sm" span fw={400} display="inline-flex" style={{ alignItems: "center", gap: 4 }}>
                <Icon size={15} stroke={1.7} aria-hidden="true" /> {label} call
              </Text>
            </Group>
          </Figure>
          <Figure label="Seen">
            <Count value={event.count} />
          </Figure>
          <Figure label="First seen">
            <Time at={event.firstSeen} precision="day" />
          </Figure>
          <Figure label="Last seen">
            <Time at={event.lastSeen} relative />
          </Figure>
        </Group>
        <section aria-labelledby="properties">
          <Title order={2} id="properties" mb="xs">
            Properties
          </Title>
          <DataTable
            label="Properties"
            columns={propertyColumns(event.count)}
            rows={event.properties}
            rowKey={(each) => each.property}
            empty={
              <Text size="sm" c="dimmed">
                {words.properties.none}
              </Text>
            }
          />
        </section>
        <section aria-labelledby="samples">
          <Title order={2} id="samples" mb="xs">
            Newest events
          </Title>
          <EventSamples type={type} name={name} />
        </section>
      </Stack>
    </>
  );
}
