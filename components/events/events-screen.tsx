"use client";

import { Group, NativeSelect, SegmentedControl } from "@mantine/core";
import { IconBook2, IconBraces, IconStar } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { eventsOperations } from "@/lib/events/operations.ts";
import {
  callTypes,
  type EventKind,
  type EventNamesPage,
  type EventNameView,
  eventKinds,
} from "@/lib/events/schema.ts";
import { eventsMessages as words } from "@/lib/messages/events.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { OpenSources } from "../sources/open-sources.tsx";
import { Chip, type Tone } from "../ui/chip.tsx";
import { Count } from "../ui/count.tsx";
import type { Column } from "../ui/data-table.tsx";
import { ListTable } from "../ui/list-table.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { callFace, callFaces } from "./call-face.tsx";
import { eventHref } from "./event-href.ts";

const kindFaces: Record<EventKind, { label: string; tone: Tone; icon: typeof IconStar }> = {
  system: { label: "System", tone: "indigo", icon: IconStar },
  custom: { label: "Custom", tone: "slate", icon: IconBraces },
};

export function KindChip({ kind }: { kind: EventKind }) {
  const { label, tone, icon } = kindFaces[kind];
  return (
    <Chip tone={tone} icon={icon} tooltip={words.kinds[kind]}>
      {label}
    </Chip>
  );
}

const columns: Column<EventNameView>[] = [
  {
    key: "name",
    header: "Event",
    narrow: "title",
    render: (event) => (
      <Link href={eventHref(event.type, event.name)} className="plain" title={event.description || undefined}>
        <strong style={{ fontWeight: 500, overflowWrap: "anywhere" }}>{event.name}</strong>
      </Link>
    ),
  },
  { key: "kind", header: "Kind", render: (event) => <KindChip kind={event.kind} /> },
  {
    key: "type",
    header: "Call",
    render: (event) => {
      const { icon: Icon, label } = callFace(event.type);
      return (
        <Group gap={6} wrap="nowrap">
          <Icon size={15} stroke={1.7} aria-hidden="true" />
          {label}
        </Group>
      );
    },
  },
  { key: "count", header: "Seen", align: "right", render: (event) => <Count value={event.count} /> },
  {
    key: "first",
    header: "First seen",
    narrow: "hide",
    render: (event) => <Time at={event.firstSeen} precision="day" />,
  },
  { key: "last", header: "Last seen", render: (event) => <Time at={event.lastSeen} relative /> },
];

const PER_PAGE = 100;

/** The catalogue: names seen, most frequent first. */
export function EventsScreen({ initial }: { initial?: EventNamesPage }) {
  const url = useUrlState();
  const search = url.get("search") ?? "";
  const kind = eventKinds.find((each) => each === url.get("kind"));
  const type = callTypes.find((each) => each === url.get("type"));
  const filtered = Boolean(search || kind || type);
  const operation = eventsOperations["events.names"];
  const list = useInfiniteQuery({
    queryKey: [...operationKey(operation), "catalogue", search, kind, type],
    queryFn: ({ pageParam, signal }) =>
      call(
        operation,
        { search: search || undefined, kind, type, cursor: pageParam, limit: PER_PAGE },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    initialData: initial && !filtered ? { pages: [initial], pageParams: [undefined] } : undefined,
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const nothing = rows?.length === 0 && !filtered;
  return (
    <>
      <PageHeader title={words.title} description={words.description} />
      {!nothing && (
        <Group mb="sm" gap="sm">
          <SearchField label="Search events" value={search} onSearch={(text) => url.set({ search: text })} />
          <SegmentedControl
            size="xs"
            aria-label="Which kind"
            value={kind ?? "all"}
            onChange={(next) => url.set({ kind: next === "all" ? null : next })}
            data={[
              { value: "all", label: "All" },
              ...eventKinds.map((each) => ({ value: each, label: kindFaces[each].label })),
            ]}
          />
          <NativeSelect
            size="xs"
            aria-label="Which call"
            value={type ?? ""}
            onChange={(event) => url.set({ type: event.currentTarget.value })}
            data={[
              { value: "", label: "All calls" },
              ...callTypes.map((each) => ({ value: each, label: callFaces[each].label })),
            ]}
          />
        </Group>
      )}
      <ListTable
        label="Events"
        list={list}
        columns={columns}
        rows={rows}
        rowKey={(event) => `${event.type} ${event.name}`}
        rowName={(event) => event.name}
        rowHref={(event) => eventHref(event.type, event.name)}
        nothing={nothing}
        none={{ icon: IconBook2, ...words.empty, action: <OpenSources /> }}
        noMatch={{
          icon: IconBook2,
          title: words.noMatch.title,
          reset: "Reset all",
          onReset: () => url.set({ search: null, kind: null, type: null }),
        }}
      />
      <Group justify="center">
        <LoadMore list={list}>Load more events</LoadMore>
      </Group>
    </>
  );
}
