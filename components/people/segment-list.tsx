"use client";

import { Text } from "@mantine/core";
import { IconAlertTriangle, IconChartCircles, IconCheck, IconLogout, IconMinus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { peopleMessages } from "@/lib/messages/people.ts";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { PersonSegmentPage } from "@/lib/segments/schema.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Link } from "../ui/link.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Time } from "../ui/time.tsx";

const words = peopleMessages.segments;

type Row = PersonSegmentPage["items"][number];

function Standing({ row }: { row: Row }) {
  if (row.meant === null) {
    return (
      <Chip tone="amber" icon={IconAlertTriangle} tooltip={row.problem ?? words.unaskedHelp}>
        {words.unasked}
      </Chip>
    );
  }
  if (row.meant) {
    return (
      <Chip tone="green" icon={IconCheck}>
        {words.in}
      </Chip>
    );
  }
  return row.leftAt ? (
    <Chip tone="slate" icon={IconLogout}>
      {words.left}
    </Chip>
  ) : (
    <Chip tone="grey" icon={IconMinus}>
      {words.notIn}
    </Chip>
  );
}

function Since({ row }: { row: Row }) {
  const at = row.enteredAt ?? row.leftAt;
  if (!at) {
    return <Dash meaning={words.noTime} />;
  }
  return (
    <>
      {row.enteredAt ? words.entered : words.leftAt} <Time at={at} />
    </>
  );
}

const columnsFor = (personId: string): Column<Row>[] => [
  {
    key: "segment",
    header: words.segment,
    narrow: "title",
    render: (row) => <Link href={`/segments/${row.id}`}>{row.name}</Link>,
  },
  { key: "meant", header: words.now, render: (row) => <Standing row={row} /> },
  { key: "since", header: words.since, render: (row) => <Since row={row} /> },
  {
    key: "cause",
    header: words.cause,
    narrow: "hide",
    render: (row) =>
      row.cause ? segmentsMessages.changes.causes[row.cause] : <Dash meaning={words.noCause} />,
  },
  {
    key: "why",
    header: words.why,
    render: (row) =>
      row.kind === "list" ? (
        <Dash meaning={words.givenList} />
      ) : (
        <Link href={`/segments/${row.id}?tab=definition&person=${personId}`}>{words.look}</Link>
      ),
  },
];

/** Segments that a person is in, that they left, and the others: since when, by what, and the way to why. */
export function SegmentList({ personId }: { personId: string }) {
  const operation = segmentOperations["segments.ofPerson"];
  const list = useInfiniteQuery({
    queryKey: [...operationKey(operation), personId],
    queryFn: ({ pageParam, signal }) =>
      call(operation, { id: personId, cursor: pageParam, limit: 20 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 5_000,
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !items) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words.help}
      </Text>
      <DataTable
        label={words.title}
        columns={columnsFor(personId)}
        rows={items}
        rowKey={(row) => row.id}
        empty={
          <EmptyState icon={IconChartCircles} title={words.empty}>
            {words.emptyText}
          </EmptyState>
        }
      />
      <LoadMore list={list}>{words.more}</LoadMore>
    </>
  );
}
