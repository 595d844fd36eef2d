import { audit } from "../../access/audit.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { markAttention } from "../../integrations/mark-attention.ts";
import { takeBackFromRetry } from "../../ledger/read.ts";
import { exportTotals, lockExportRow } from "../export-store.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import { endRun, lastRetried, runCounts, settleExport, stopExportRow, stopRuns } from "./finish-store.ts";
import type { ClaimedRun } from "./run-store.ts";
import { openLiveRun } from "./start.ts";

export type HeldRun = { run: ClaimedRun; lease: string };

/** Ends a run that has sent everything. `nextLive`: a live export goes on in a run of the new day, or of its new settings. */
export async function completeRun(
  ctx: Ctx,
  { run, lease }: HeldRun,
  toTx: string,
  options: { nextLive: boolean },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockExportRow(tx.db, tx.workspaceId, run.exportId);
    const counts = await runCounts(tx.db, tx.workspaceId, run.id);
    const { outcome, reason } = outcomeOf(counts);
    const moves = run.trigger !== "retry" && run.settings.source.kind !== "range";
    const ended = await endRun(tx.db, {
      workspaceId: tx.workspaceId,
      runId: run.id,
      lease,
      status: "DONE",
      outcome,
      reason,
      positionTx: moves ? toTx : null,
      now: tx.clock.now(),
    });
    if (!ended) {
      return;
    }
    if (options.nextLive) {
      await openLiveRun(tx, run.exportId, toTx);
    }
    // A one-time export is the sum of its runs: a retry may have mended it.
    const whole =
      run.frequency === "one_time"
        ? outcomeOf(await exportTotals(tx.db, tx.workspaceId, run.exportId))
        : { outcome, reason };
    await settleExport(tx.db, { workspaceId: tx.workspaceId, exportId: run.exportId, ...whole });
  });
}

/** Ends a run that cannot go on; `whole`: the export with it. */
async function breakOff(
  ctx: Ctx,
  { run, lease }: HeldRun,
  end: { outcome: Outcome; reason: string; whole: boolean; attention: string | null },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const { workspaceId } = tx;
    const { outcome, reason } = end;
    await lockExportRow(tx.db, workspaceId, run.exportId);
    const ended = await endRun(tx.db, {
      workspaceId,
      runId: run.id,
      lease,
      status: "STOPPED",
      outcome,
      reason,
      positionTx: null,
      now,
    });
    if (!ended) {
      return;
    }
    if (end.attention) {
      await markAttention(tx, run.settings.connectionId, end.attention);
    }
    if (!end.whole) {
      const { source } = run.settings;
      if (source.kind === "retry") {
        // Else nobody could send again what it did not come to.
        const after = await lastRetried(tx.db, workspaceId, run.id);
        await takeBackFromRetry(tx, { runId: source.of, retriedIn: run.id, after });
      }
      await settleExport(tx.db, { workspaceId, exportId: run.exportId, outcome, reason });
      return;
    }
    await stopRuns(tx.db, { workspaceId, exportId: run.exportId, outcome, reason, now });
    await stopExportRow(tx.db, { workspaceId, exportId: run.exportId, outcome, reason, by: null, now });
    await audit(tx, {
      action: `export.${outcome}`,
      object: { kind: "export", id: run.exportId, name: reason },
    });
  });
}

/** What goes on where a key is refused, and why; a run that sends again ends alone, whatever is refused. */
function afterRefusal({ run }: HeldRun, credentials: boolean): string | null {
  if (run.trigger === "retry") {
    return "What it did not send can be sent again.";
  }
  return credentials && run.frequency === "recurring" ? "The next run takes up where this one ended." : null;
}

/**
 * The partner will not take anything with these settings: the export ends, its connection is marked where it is at fault. A
 * recurring export ends by no key that is refused: keys are mended, and what it has sent is known to it alone.
 */
export function refuseRun(
  ctx: Ctx,
  held: HeldRun,
  { message, credentials }: { message: string; credentials: boolean },
): Promise<void> {
  const after = afterRefusal(held, credentials);
  return breakOff(ctx, held, {
    outcome: "refused",
    reason: after === null ? message : `${message} ${after}`,
    whole: after === null,
    attention: credentials ? message : null,
  });
}

/** The run gave up. A recurring export goes on with its next run, which takes up where this one ended. */
export function failRun(ctx: Ctx, held: HeldRun, reason: string): Promise<void> {
  const recurs = held.run.frequency === "recurring" || held.run.trigger === "retry";
  return breakOff(ctx, held, { outcome: "failed", reason, whole: !recurs, attention: null });
}
