"use client";

import { Anchor, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@/components/ui/link.tsx";
import { exportOperations } from "@/lib/exports/operations.ts";
import type { ConnectionRuns, ExportRow } from "@/lib/exports/schema.ts";
import type { ConnectionView } from "@/lib/integrations/schema.ts";
import { dataTypeWords, frequencyWords } from "@/lib/messages/exports.ts";
import { partnersMessages as words } from "@/lib/messages/partners.ts";
import { countColumns, exportHref } from "../exports/export-columns.tsx";
import { ExportStatus } from "../exports/export-status.tsx";
import { runFigures } from "../exports/runs-table.tsx";
import { operationQuery } from "../operation-query.ts";
import { countWords } from "../ui/count.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";
import { useVisitor } from "../visitor.tsx";

const SHOWN = 10;
const POLL_MS = 10_000;

const exportColumns: Column<ExportRow>[] = [
  {
    key: "export",
    header: "Export",
    narrow: "title",
    render: (row) => (
      <Anchor component={Link} size="sm" href={exportHref(row.id)}>
        {dataTypeWords(row.dataType, row.eventNames)}
      </Anchor>
    ),
  },
  { key: "frequency", header: "Frequency", render: (row) => frequencyWords(row.frequency, row.everyHours) },
  { key: "status", header: "Status", render: (row) => <ExportStatus of={row} /> },
  {
    key: "lastRun",
    header: "Last run",
    narrow: "hide",
    render: (row) => <Time at={row.lastRunAt} />,
  },
  countColumns.accepted,
  countColumns.rejected,
];

/** The exports that send, or sent, through a connection. */
export function ConnectionExports({ connection }: { connection: ConnectionView }) {
  const { can } = useVisitor();
  const list = useQuery({
    ...operationQuery(exportOperations["exports.list"], { connectionId: [connection.id], perPage: SHOWN }),
    refetchInterval: POLL_MS,
  });
  const total = list.data?.total ?? 0;
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <>
      <DataTable
        label={words.page.exports}
        columns={exportColumns}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        rowHref={(row) => exportHref(row.id)}
        skeletonRows={2}
        empty={
          <Text c="dimmed" size="sm">
            {words.page.noExports}{" "}
            {can("exports.write") && (
              <Anchor
                component={Link}
                inherit
                underline="always"
                href={`/settings/exports?create=${connection.id}`}
              >
                {words.page.createExport}
              </Anchor>
            )}
          </Text>
        }
      />
      {total > SHOWN && (
        <Group mt="sm">
          <Anchor
            component={Link}
            size="sm"
            href={`/settings/exports?${new URLSearchParams({ q: connection.nickname })}`}
          >
            Show all {countWords(total, "export", "exports")}
          </Anchor>
        </Group>
      )}
    </>
  );
}

type Run = ConnectionRuns["items"][number];

const runColumns: Column<Run>[] = [
  {
    key: "run",
    header: "Run",
    narrow: "title",
    render: (run) => (
      <Anchor component={Link} size="sm" href={exportHref(run.exportId, { run: run.id })}>
        {dataTypeWords(run.dataType, run.eventNames)}, run {run.number}
      </Anchor>
    ),
  },
  ...runFigures,
];

/** How the newest runs through a connection ended. */
export function ConnectionRecentRuns({ connection }: { connection: ConnectionView }) {
  const runs = useQuery({
    ...operationQuery(exportOperations["exports.recentRuns"], { id: connection.id, limit: SHOWN }),
    refetchInterval: POLL_MS,
  });
  if (runs.error && !runs.data) {
    return <ErrorState error={runs.error} onRetry={() => runs.refetch()} />;
  }
  return (
    <DataTable
      label={words.page.runs}
      columns={runColumns}
      rows={runs.data?.items}
      rowKey={(run) => run.id}
      rowHref={(run) => exportHref(run.exportId, { run: run.id })}
      skeletonRows={2}
      empty={
        <Text c="dimmed" size="sm">
          {words.page.noRuns}
        </Text>
      }
    />
  );
}
