"use client";

import { Button, UnstyledButton } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import type { RunView } from "@/lib/exports/schema.ts";
import { durationWords, triggerWords } from "@/lib/messages/exports.ts";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Time } from "../ui/time.tsx";
import { countColumn, verdictColumn, wordsColumn } from "./column-parts.tsx";
import { exportHref } from "./export-columns.tsx";
import { ExportStatus } from "./export-status.tsx";
import classes from "./exports.module.css";
import { hasProgress, RunProgress } from "./run-progress.tsx";

const rows = {
  href: (run: RunView, verdict: "accepted" | "rejected") =>
    exportHref(run.exportId, { run: run.id, rows: verdict }),
  of: (run: RunView) => `run ${run.number}`,
};

/** How a run ended and what it moved. */
export const runFigures: Column<RunView>[] = [
  wordsColumn("trigger", "Trigger", (run) => triggerWords[run.trigger]),
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
  countColumn("read", "Read", (run) => run.read),
  verdictColumn("accepted", rows),
  verdictColumn("rejected", rows),
  countColumn("retried", "Retried", (run) => run.retried),
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
