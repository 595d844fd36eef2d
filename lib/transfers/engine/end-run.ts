import { audit } from "../../access/audit.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { markAttention } from "../../integrations/mark-attention.ts";
import { transferOutcome } from "../outcome.ts";
import type { TransferOutcome } from "../run-kinds.ts";
import {
  endTransferRun,
  lockTransfer,
  settleTransfer,
  stopTransferRows,
  transferRunCounts,
} from "./finish-store.ts";
import type { ClaimedTransferRun } from "./run-store.ts";
import { openContinuousRun } from "./start.ts";
import { setNextRun } from "./start-store.ts";

export type HeldTransferRun = { run: ClaimedTransferRun; lease: string };

/** Ends a run that has brought everything up to `toTx`. A continuous transfer goes on from there in its next run. */
export async function completeTransferRun(
  ctx: Ctx,
  { run, lease }: HeldTransferRun,
  toTx: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockTransfer(tx.db, tx.workspaceId, run.transferId);
    const ending = transferOutcome(await transferRunCounts(tx.db, tx.workspaceId, run.id));
    const whole = run.scope === "all" || run.scope === "changed";
    const ended = await endTransferRun(tx.db, {
      workspaceId: tx.workspaceId,
      runId: run.id,
      lease,
      status: "DONE",
      ...ending,
      positionTx: whole ? toTx : null,
      now: tx.clock.now(),
    });
    if (!ended) {
      return;
    }
    // The whole run that begins it, and each day's run that follows, hand over to the next one; what somebody asked for
    // beside them (a comparison, a retry) does not.
    const beside = ["reconcile", "retry"].includes(run.trigger);
    const follows = run.frequency === "continuous" && !beside;
    if (follows) {
      await openContinuousRun(tx, run.transferId, { fromTx: toTx, name: run.settings.name });
    }
    await settleTransfer(tx.db, { workspaceId: tx.workspaceId, transferId: run.transferId, ...ending });
  });
}

/**
 * Ends the run that follows an audience which has another name now, and lets a whole run bring that to everybody at once:
 * whoever does not change would keep the old one for ever.
 */
export async function endRenamedRun(ctx: Ctx, { run, lease }: HeldTransferRun): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const { transferId } = run;
    const now = tx.clock.now();
    await lockTransfer(tx.db, workspaceId, transferId);
    const ending = transferOutcome(await transferRunCounts(tx.db, workspaceId, run.id));
    const end = { workspaceId, runId: run.id, lease, ...ending, positionTx: null, now };
    if (await endTransferRun(tx.db, { ...end, status: "DONE" })) {
      await setNextRun(tx.db, { workspaceId, transferId, nextRunAt: now });
      await settleTransfer(tx.db, { workspaceId, transferId, ...ending });
    }
  });
}

/** Ends a run that cannot go on; `whole`: the transfer with it. */
async function breakOff(
  ctx: Ctx,
  { run, lease }: HeldTransferRun,
  end: { outcome: TransferOutcome; reason: string; whole: boolean; attention: boolean },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const { workspaceId } = tx;
    const { transferId } = run;
    const { outcome, reason } = end;
    await lockTransfer(tx.db, workspaceId, transferId);
    const held = { workspaceId, runId: run.id, lease };
    const ended = await endTransferRun(tx.db, {
      ...held,
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
      await markAttention(tx, run.settings.connectionId, reason);
    }
    if (!end.whole) {
      await settleTransfer(tx.db, { workspaceId, transferId, outcome, reason });
      return;
    }
    await stopTransferRows(tx.db, { workspaceId, transferId, outcome, reason, by: null, now });
    await audit(tx, {
      action: `transfer.${outcome}`,
      object: { kind: "transfer", id: transferId, name: run.settings.name },
      changes: { reason: { from: null, to: reason } },
    });
  });
}

/** The partner will not take anything with these settings: the transfer ends, its connection is marked where it is at fault. */
export function refuseTransferRun(
  ctx: Ctx,
  held: HeldTransferRun,
  refusal: { message: string; credentials: boolean },
): Promise<void> {
  return breakOff(ctx, held, {
    outcome: "refused",
    reason: refusal.message,
    whole: true,
    attention: refusal.credentials,
  });
}

/** The run gave up. A recurring transfer goes on with its next run, which finds what this one left. */
export function failTransferRun(ctx: Ctx, held: HeldTransferRun, reason: string): Promise<void> {
  const later = held.run.frequency === "recurring" || ["retry", "reconcile"].includes(held.run.trigger);
  return breakOff(ctx, held, { outcome: "failed", reason, whole: !later, attention: false });
}
