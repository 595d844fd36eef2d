"use client";

import { Button, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { exportOperations } from "@/lib/exports/operations.ts";
import type { ExportView, RunDetail } from "@/lib/exports/schema.ts";
import { countOf } from "@/lib/messages/exports.ts";
import { call } from "../api.ts";

/** Sends rejected rows again, those chosen or all of the run, in a run of their own. */
export function RetryButton({
  of,
  run,
  recordIds,
  onRetried,
}: {
  of: ExportView;
  run: RunDetail;
  /** null: all that were not sent again before */
  recordIds: string[] | null;
  onRetried: (runId: string, number: number) => void;
}) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const stopped = of.status === "STOPPED" ? "This export was stopped; nothing leaves it any more." : null;
  const label = recordIds
    ? `Retry ${countOf(recordIds.length)} chosen`
    : run.rejected === 1
      ? "Retry 1"
      : `Retry all ${countOf(run.rejected)}`;
  async function retry(): Promise<void> {
    setBusy(true);
    try {
      const started = await call(exportOperations["exports.retry"], {
        id: of.id,
        runId: run.id,
        recordIds: recordIds ?? undefined,
      });
      await client.invalidateQueries({ queryKey: ["exports"] });
      onRetried(started.id, started.number);
    } catch (error) {
      notifications.show({
        color: "red",
        title: "The rows were not sent again",
        message: error instanceof Error ? error.message : "The server did not answer. Try again.",
      });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Tooltip label={stopped} disabled={!stopped} multiline maw={280}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={busy}
        data-disabled={stopped ? true : undefined}
        aria-disabled={stopped ? true : undefined}
        onClick={() => !stopped && retry()}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
