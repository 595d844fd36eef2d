"use client";

import { Button, UnstyledButton } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import type { RunView } from "@/lib/exports/schema.ts";
import { durationWords, triggerWords } from "@/lib/messages/exports.ts";
import { Count } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Time } from "../ui/time.tsx";
import { exportHref } from "./export-columns.tsx";
import { ExportStatus } from "./export-status.tsx";
import classes from "./exports.module.css";
import { hasProgress, RunProgress } from "./run-progress.tsx";

const rows = (run: RunView, kind: "accepted" | "rejected"): string =>
  exportHref(run.exportId, { run: run.id, rows: kind });

/** How a run ended and what it moved. */
export const runFigures: Column<RunView>[] = [
  {
    key: "trigger",
    header: "Trigger",
    render: (run) => <span className={classes.words}>{triggerWords[run.trigger]}</span>,
  },
  { key: "outcome", header: "Outcome", render: (run) => <ExportStatus of={run} /> },
  { key: "started", header: "Started", render: (run) => <Time at={run.startedAt} /> },
  {
    key: "duration",
    header: "Duration",
    align: "right",
    narrow: "hide",
    render: (run) =>
      run.durationMs === null ? <Dash meaning="not started" /> : durationWords(run.durationMs),
  },
  {
    key: "read",
    header: "Read",
    align: "right",
    narrow: "hide",
    render: (run) => <Count value={run.read} />,
  },
  {
    key: "accepted",
    header: "Accepted",
    align: "right",
    narrowWord: "accepted",
    render: (run) => (
      <Count
        value={run.accepted}
        href={rows(run, "accepted")}
        label={`accepted in run ${run.number}, show them`}
      />
    ),
  },
  {
    key: "rejected",
    header: "Rejected",
    align: "right",
    narrowWord: "rejected",
    render: (run) => (
      <Count
        value={run.rejected}
        href={rows(run, "rejected")}
        label={`rejected in run ${run.number}, show them`}
      />
    ),
  },
  {
    key: "retried",
    header: "Retried",
    align: "right",
    narrow: "hide",
    render: (run) => <Count value={run.retried} />,
  },
];

function columnsFor(onOpen: (run: RunView) => void): Column<RunView>[] {
  return [
    {
      key: "number",
      header: "Run",
      narrow: "title",
      render: (run) => (
        <UnstyledButton
          className={classes.open}
          onClick={() => onOpen(run)}
          aria-label={`Open run ${run.number}`}
        >
          Run {run.number}
        </UnstyledButton>
      ),
    },
    ...runFigures,
  ];
}

/** The runs of an export, newest first. */
export function RunsTable({
  runs,
  onOpen,
  more,
}: {
  runs: RunView[] | undefined;
  onOpen: (run: RunView) => void;
  more: { has: boolean; loading: boolean; load: () => void };
}) {
  return (
    <>
      <DataTable
        label="Runs"
        columns={columnsFor(onOpen)}
        rows={runs}
        rowKey={(run) => run.id}
        rowName={(run) => `run ${run.number}`}
        onRowClick={onOpen}
        below={(run) => hasProgress(run) && <RunProgress of={run} name={`Run ${run.number}`} />}
        empty={
          <EmptyState icon={IconPlayerPlay} title="No run yet">
            Each time this export sends records, a run stands here with what was accepted and what was not.
          </EmptyState>
        }
      />
      {more.has && (
        <Button mt="sm" size="xs" variant="default" loading={more.loading} onClick={more.load}>
          Show older runs
        </Button>
      )}
    </>
  );
}
