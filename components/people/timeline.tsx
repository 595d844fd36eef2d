"use client";

import { Code, Group, Select, Skeleton, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronRight, IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import { eventsOperations } from "@/lib/events/operations.ts";
import { OWN_SOURCE_ID } from "@/lib/events/own-source.ts";
import { peopleMessages } from "@/lib/messages/people.ts";
import { peopleOperations } from "@/lib/people/operations.ts";
import type { TimelineItem } from "@/lib/people/schema.ts";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import { call } from "../api.ts";
import { callFace } from "../events/call-face.tsx";
import { eventHref } from "../events/event-href.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { JsonView } from "../ui/json-view.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { clockInZone, dayInZone, inZone, zoneWords } from "../ui/time-words.ts";
import { useUrlState } from "../ui/use-url-state.ts";
import { useVisitor } from "../visitor.tsx";
import classes from "./people.module.css";

const words = peopleMessages.timeline;

function EventRow({ item, source }: { item: TimelineItem; source: string }) {
  const { timeZone } = useVisitor();
  const [open, setOpen] = useState(false);
  const { icon: Icon, label } = callFace(item.type);
  const bodyId = `event-${item.id}`;
  return (
    <li>
      <button
        type="button"
        className={classes.event}
        aria-expanded={open}
        aria-controls={open ? bodyId : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon size={17} stroke={1.6} aria-label={label} />
        <span className={classes.eventName}>{item.name}</span>
        <span className={classes.source}>{source}</span>
        <time dateTime={item.timestamp} className={classes.clock}>
          {clockInZone(item.timestamp, timeZone)}
        </time>
        <IconChevronRight size={15} className={classes.chevron} aria-hidden="true" />
      </button>
      {open && (
        <div id={bodyId} className={classes.body}>
          <JsonView value={item.properties} label={`properties of ${item.name}`} maxHeight={320} />
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            Received {inZone(item.receivedAt, timeZone, "second")} from {source} · message ID{" "}
            <Code>{item.messageId}</Code> ·{" "}
            <Link href={eventHref(item.type, item.name)}>See it in the catalogue</Link>
          </Text>
        </div>
      )}
    </li>
  );
}

function NameFilter({ value, onChange }: { value: string | null; onChange: (name: string | null) => void }) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 200);
  const names = useQuery({
    ...operationQuery(eventsOperations["events.names"], {
      // The chosen name stands in the box; searching for it would leave nothing else to choose.
      search: search && search !== value ? search : undefined,
      limit: 50,
    }),
    placeholderData: keepPreviousData,
  });
  const found = new Set(names.data?.items.map((item) => item.name));
  if (value) {
    found.add(value);
  }
  return (
    <Select
      aria-label="Only events of this name"
      placeholder="All events"
      size="xs"
      w={260}
      data={[...found]}
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      clearable
      clearButtonProps={{ "aria-label": "Show all events" }}
      nothingFoundMessage="No event of that name"
    />
  );
}

/** A person's events, newest first, by days of the workspace's time zone. */
export function Timeline({ personId }: { personId: string }) {
  const { timeZone } = useVisitor();
  const url = useUrlState();
  const name = url.get("event");
  const operation = peopleOperations["people.timeline"];
  const sources = useQuery({ ...operationQuery(sourcesOperations["sources.list"], {}), staleTime: 60_000 });
  const list = useInfiniteQuery({
    queryKey: [...operationKey(operation), personId, name],
    queryFn: ({ pageParam, signal }) =>
      call(operation, { id: personId, name: name ?? undefined, cursor: pageParam, limit: 50 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const sourceName = (id: string): string =>
    id === OWN_SOURCE_ID
      ? "Junction"
      : (sources.data?.items.find((source) => source.id === id)?.name ?? "an archived source");
  const days = new Map<string, TimelineItem[]>();
  for (const item of list.data?.pages.flatMap((page) => page.items) ?? []) {
    const day = dayInZone(item.timestamp, timeZone);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return (
    <>
      <Group mb={4}>
        <NameFilter value={name} onChange={(next) => url.set({ event: next })} />
      </Group>
      {list.error && !list.data && <ErrorState error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && (
        <Stack gap={16} mt="md" aria-busy="true">
          {[60, 72, 48, 66, 54].map((width) => (
            <Skeleton key={width} height={14} width={`${width}%`} />
          ))}
        </Stack>
      )}
      {list.data && days.size === 0 && (
        <EmptyState icon={IconHistory} title={name ? words.noMatch : words.empty}>
          {name ? undefined : words.emptyText}
        </EmptyState>
      )}
      {[...days].map(([day, items]) => (
        <div key={day}>
          <div className={classes.day}>
            {[day, ...items.slice(0, 1).map(({ timestamp }) => zoneWords(timestamp, timeZone))].join(", ")}
          </div>
          <ul className={classes.events} aria-label={day}>
            {items.map((item) => (
              <EventRow key={item.id} item={item} source={sourceName(item.sourceId)} />
            ))}
          </ul>
        </div>
      ))}
      <LoadMore list={list}>Load earlier events</LoadMore>
    </>
  );
}
