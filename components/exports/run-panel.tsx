"use client";

import { Alert, Anchor, Button, Group, Stack, Tabs, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { exportOperations } from "@/lib/exports/operations.ts";
import { type ExportView, type RecordView, type RunDetail, recordVerdicts } from "@/lib/exports/schema.ts";
import { countOf, durationWords, triggerWords } from "@/lib/messages/exports.ts";
import { hrefOf } from "../api.ts";
import { Time } from "../ui/time.tsx";
import classes from "./export-page.module.css";
import { ExportStatus } from "./export-status.tsx";
import { RunProgress } from "./run-progress.tsx";
import { RunRate } from "./run-rate.tsx";
import { RunRecords } from "./run-records.tsx";

export type Rows = RecordView["verdict"];

export function isRows(text: string | null): text is Rows {
  return recordVerdicts.some((verdict) => verdict === text);
}

function Flow({ run }: { run: RunDetail }) {
  return (
    <div className={classes.flow}>
      <span>
        read <b>{countOf(run.read)}</b>
        {run.expected !== null && run.status === "RUNNING" && (
          <span className={classes.muted}> of {countOf(run.expected)}</span>
        )}
      </span>
      <span aria-hidden="true">→</span>
      <span>
        accepted <b>{countOf(run.accepted)}</b>
      </span>
      <span className={classes.muted}>·</span>
      <span>
        rejected <b>{countOf(run.rejected)}</b>
      </span>
      <span className={classes.muted}>·</span>
      <span>
        retried <b>{countOf(run.retried)}</b> {run.retried === 1 ? "batch" : "batches"}
      </span>
      {run.durationMs !== null && (
        <>
          <span className={classes.muted}>·</span>
          <span>{durationWords(run.durationMs)}</span>
        </>
      )}
    </div>
  );
}

const order: Rows[] = ["rejected", "waiting", "accepted"];

/** The rows that are worth looking at first. */
function firstRows(run: RunDetail): Rows {
  return run.rejected > 0
    ? "rejected"
    : run.status === "RUNNING" || run.status === "PENDING"
      ? "waiting"
      : "accepted";
}

/** How a run went, its rate over time, and its records. */
export function RunPanel({
  of,
  run,
  rows,
  onRows,
  onOpen,
}: {
  of: ExportView;
  run: RunDetail;
  rows: Rows | null;
  onRows: (rows: Rows) => void;
  onOpen: (runId: string) => void;
}) {
  const runId = run.id;
  const [retried, setRetried] = useState<{ runId: string; number: number } | null>(null);
  const shown = rows ?? firstRows(run);
  const csv =
    shown === "rejected"
      ? hrefOf(exportOperations["exports.rejectedCsv"], { id: of.id, runId })
      : hrefOf(exportOperations["exports.recordsCsv"], { id: of.id, runId, verdict: shown });
  const left = run.expected === null ? null : Math.max(0, run.expected - run.read);
  const counts: Record<Rows, string> = {
    rejected: `Rejected (${countOf(run.rejected)})`,
    waiting: left === null ? "Waiting" : `Waiting (${countOf(run.status === "RUNNING" ? left : 0)})`,
    accepted: `Accepted (${countOf(run.accepted)})`,
  };
  return (
    <Stack gap="md">
      <Group gap="xs">
        <ExportStatus of={run} />
        <Text size="sm" c="dimmed" component="span">
          {run.startedAt ? (
            <>
              started <Time at={run.startedAt} precision="second" />
            </>
          ) : (
            "not started yet"
          )}{" "}
          · {triggerWords[run.trigger]}
        </Text>
      </Group>
      {run.outcomeReason && (run.outcome === "refused" || run.outcome === "failed") && (
        <Alert color="red" p="xs">
          {run.outcomeReason}
        </Alert>
      )}
      {retried && (
        <Alert color="green" p="xs" role="status" withCloseButton onClose={() => setRetried(null)}>
          The rows are on their way again in{" "}
          <Anchor component="button" type="button" inherit onClick={() => onOpen(retried.runId)}>
            run {retried.number}
          </Anchor>
          .
        </Alert>
      )}
      <Flow run={run} />
      <RunProgress of={run} name={`Run ${run.number}`} />
      <RunRate run={run} />
      <Tabs value={shown} onChange={(value) => isRows(value) && onRows(value)} keepMounted={false}>
        <Group justify="space-between" align="center" mb="sm" gap="xs">
          <Tabs.List aria-label="Records of this run" style={{ flexWrap: "nowrap" }}>
            {order.map((verdict) => (
              <Tabs.Tab key={verdict} value={verdict}>
                {counts[verdict]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Button
            component="a"
            href={csv}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
          >
            Download CSV
          </Button>
        </Group>
        <Tabs.Panel value={shown}>
          <RunRecords
            key={shown}
            of={of}
            run={run}
            verdict={shown}
            onRetried={(started, number) => setRetried({ runId: started, number })}
          />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
