"use client";

import { Text } from "@mantine/core";
import { IconAlertTriangle, IconChartCircles, IconCheck, IconMinus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { peopleMessages } from "@/lib/messages/people.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import type { PersonSegmentPage } from "@/lib/segments/schema.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Link } from "../ui/link.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Time } from "../ui/time.tsx";

const words = peopleMessages.segments;

type Row = PersonSegmentPage["items"][number];

function Meant({ meant }: { meant: Row["meant"] }) {
  if (meant === null) {
    return (
      <Chip tone="amber" icon={IconAlertTriangle} tooltip={words.unaskedHelp}>
        {words.unasked}
      </Chip>
    );
  }
  return meant ? (
    <Chip tone="green" icon={IconCheck}>
      {words.in}
    </Chip>
  ) : (
    <Chip tone="grey" icon={IconMinus}>
      {words.notIn}
    </Chip>
  );
}

const columnsFor = (personId: string): Column<Row>[] => [
  {
    key: "segment",
    header: words.segment,
    narrow: "title",
    render: (row) => <Link href={`/segments/${row.id}`}>{row.name}</Link>,
  },
  { key: "meant", header: words.now, render: (row) => <Meant meant={row.meant} /> },
  {
    key: "why",
    header: words.why,
    render: (row) => <Link href={`/segments/${row.id}?person=${personId}`}>{words.look}</Link>,
  },
  {
    key: "changed",
    header: words.changed,
    narrow: "hide",
    render: (row) => <Time at={row.changedAt} relative />,
  },
];

/** Every saved segment, with whether the person is in it at this moment, and the way to why. */
export function SegmentList({ personId }: { personId: string }) {
  const operation = segmentOperations["segments.ofPerson"];
  const list = useInfiniteQuery({
    queryKey: [...operationKey(operation), personId],
    queryFn: ({ pageParam, signal }) =>
      call(operation, { id: personId, cursor: pageParam, limit: 20 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
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
