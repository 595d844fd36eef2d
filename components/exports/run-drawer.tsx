"use client";

import { Skeleton, Stack } from "@mantine/core";
import { useState } from "react";
import type { ExportView } from "@/lib/exports/schema.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { SideDrawer } from "../ui/side-drawer.tsx";
import { useRun } from "./queries.ts";
import { type Rows, RunPanel } from "./run-panel.tsx";

/** One run: how it went, its rate over time, and its records with the exact exchanges. */
export function RunDrawer({
  of,
  runId,
  rows,
  onRows,
  onOpen,
  onClose,
}: {
  of: ExportView;
  runId: string | null;
  rows: Rows | null;
  onRows: (rows: Rows) => void;
  onOpen: (runId: string) => void;
  onClose: () => void;
}) {
  const [shownId, setShownId] = useState(runId);
  if (runId !== null && runId !== shownId) {
    setShownId(runId);
  }
  const query = useRun(of.id, shownId);
  const run = query.data;
  return (
    <SideDrawer
      opened={runId !== null}
      onClose={onClose}
      title={run ? `Run ${run.number}` : "Run"}
      size={920}
    >
      {run ? (
        <RunPanel key={run.id} of={of} run={run} rows={rows} onRows={onRows} onOpen={onOpen} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Stack>
          <Skeleton height={24} width="60%" />
          <Skeleton height={56} />
          <Skeleton height={240} />
        </Stack>
      )}
    </SideDrawer>
  );
}
