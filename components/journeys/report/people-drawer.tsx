import { Button, Group as Row, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import type { JourneyPersonRow } from "@/lib/journeys/seeing/schema.ts";
import { journeyReportMessages } from "@/lib/messages/journey-report.ts";
import { call } from "../../api.ts";
import { operationKey } from "../../operation-query.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Link } from "../../ui/link.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { SideDrawer } from "../../ui/side-drawer.tsx";
import { Time } from "../../ui/time.tsx";
import type { Group } from "./asked.ts";
import classes from "./report.module.css";

const words = journeyReportMessages.people;

export const nameOfPerson = (row: Pick<JourneyPersonRow, "name" | "userId" | "email">): string =>
  row.name ?? row.email ?? row.userId ?? words.unnamed;

function Person({ row }: { row: JourneyPersonRow }) {
  const others = [row.userId, row.email].filter((each) => each !== null && each !== nameOfPerson(row));
  return (
    <>
      <Link href={`/people/${row.personId}`}>{nameOfPerson(row)}</Link>
      {others.length > 0 && (
        <Text size="xs" c="dimmed">
          {others.join(", ")}
        </Text>
      )}
    </>
  );
}

function columnsFor(onPath: (row: JourneyPersonRow) => void, withNode: boolean): Column<JourneyPersonRow>[] {
  return [
    { key: "person", header: words.person, narrow: "title", render: (row) => <Person row={row} /> },
    {
      key: "why",
      header: words.why,
      render: (row) => (
        <span style={{ whiteSpace: "normal" }}>
          {withNode && row.nodeName && <span className={classes.muted}>{row.nodeName}: </span>}
          {row.why}
        </span>
      ),
    },
    { key: "when", header: words.when, render: (row) => <Time at={row.at} precision="second" /> },
    {
      key: "path",
      header: words.path,
      render: (row) =>
        row.round === null ? null : (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={words.showPath(nameOfPerson(row))}
            onClick={() => onPath(row)}
          >
            {words.path}
          </Button>
        ),
    },
  ];
}

/** The people behind a count, with when and why; a person's path opens on the canvas. */
export function PeopleDrawer({
  journeyId,
  group,
  title,
  range,
  onClose,
  onPath,
}: {
  journeyId: string;
  group: Group | null;
  title: string;
  range: { from?: string; version?: number };
  onClose: () => void;
  onPath: (row: JourneyPersonRow) => void;
}) {
  const operation = journeySeeingOperations["journeys.people"];
  const asked = { id: journeyId, ...range, ...(group ?? { what: "inside" as const }) };
  const list = useInfiniteQuery({
    queryKey: [...operationKey(operation), asked],
    queryFn: ({ pageParam, signal }) =>
      call(operation, { ...asked, cursor: pageParam, limit: 50 }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: group !== null,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  return (
    <SideDrawer opened={group !== null} onClose={onClose} title={title} size={720}>
      {list.error && !rows ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          label={title}
          columns={columnsFor(onPath, group?.node === undefined)}
          rows={rows}
          rowKey={(row) => `${row.personId} ${row.round} ${row.at} ${row.why}`}
          skeletonRows={8}
          empty={
            <EmptyState icon={IconUsers} title={words.none}>
              {words.noneText}
            </EmptyState>
          }
        />
      )}
      <Row>
        <LoadMore list={list}>{words.more}</LoadMore>
      </Row>
    </SideDrawer>
  );
}
