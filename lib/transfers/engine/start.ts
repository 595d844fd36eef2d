import { memberProperties } from "../../audiences/held-audience.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { nextRunAt } from "../../delivery/schedule.ts";
import { Apart } from "../../jobs/apart.ts";
import { partnerKit } from "../../partners/catalog.ts";
import type { TransferFrequency } from "../frequencies.ts";
import { enqueueTransferRun } from "../jobs/enqueue-run.ts";
import type { TransferTrigger } from "../run-kinds.ts";
import type { TransferRunSettings, TransferScope } from "../run-settings.ts";
import {
  insertTransferRun,
  lockDueTransfer,
  lockStarting,
  type StartingTransfer,
  setNextRun,
} from "./start-store.ts";

/** A table has at most so many columns beside the identity. */
const MAX_COLUMNS = 100;

async function settingsOf(ctx: Ctx, transfer: StartingTransfer): Promise<TransferRunSettings> {
  const keepsList = partnerKit(transfer.partner).audience?.keeps === "list";
  const { audience_id: audienceId, connection_id: connectionId, audience_name, runs } = transfer;
  return {
    connectionId,
    audienceId,
    // A list is made anew each time, so each needs a name of its own.
    name: keepsList && runs > 0 ? `${audience_name} (${runs + 1})` : audience_name,
    values: transfer.settings,
    columns: keepsList ? await memberProperties(ctx, audienceId, MAX_COLUMNS) : [],
  };
}

/** Opens a run of a transfer that the caller has locked, and queues it. */
export async function openTransferRun(
  ctx: Ctx,
  transfer: StartingTransfer,
  run: { trigger: TransferTrigger; scope: TransferScope },
): Promise<string> {
  const keepsList = partnerKit(transfer.partner).audience?.keeps === "list";
  const { id } = await insertTransferRun(ctx.db, {
    workspaceId: ctx.workspaceId,
    transferId: transfer.id,
    trigger: run.trigger,
    status: "PENDING",
    scope: keepsList ? "list" : run.scope,
    settings: await settingsOf(ctx, transfer),
    fromTx: "0",
    now: ctx.clock.now(),
  });
  await enqueueTransferRun(ctx, { runId: id, outage: null });
  return id;
}

/**
 * Opens the run in which a continuous transfer follows its audience, from where it stands. `name`: the value that members
 * have by then, whatever the audience is called meanwhile. In the caller's transaction.
 */
export async function openContinuousRun(
  ctx: Ctx,
  transferId: string,
  { fromTx, name }: { fromTx: string; name: string },
): Promise<void> {
  const transfer = await lockStarting(ctx.db, ctx.workspaceId, transferId);
  if (transfer) {
    await insertTransferRun(ctx.db, {
      workspaceId: ctx.workspaceId,
      transferId,
      trigger: "continuous",
      status: "RUNNING",
      scope: "changed",
      settings: { ...(await settingsOf(ctx, transfer)), name },
      fromTx,
      now: ctx.clock.now(),
    });
  }
}

/** When a transfer runs next after it was started now; null where no time brings it. */
const nextRuns: Record<TransferFrequency, (transfer: StartingTransfer, now: Date) => Date | null> = {
  once: () => null,
  continuous: () => null,
  recurring: (transfer, now) =>
    nextRunAt(transfer.every_hours ?? 24, transfer.created_at, now, transfer.time_zone),
};

const apart = new Apart("transfer");

/** Starts one transfer whose time has come: its run and the job for it, both or neither. False when none is due. */
export async function startDueTransfer(ctx: Ctx): Promise<boolean> {
  return apart.workOnNext(ctx, (take) =>
    inTransaction(ctx, async (tx) => {
      const due = await lockDueTransfer(tx.db, tx.clock.now(), apart.resting());
      if (!due) {
        return false;
      }
      take(due.id);
      const own = { ...tx, workspaceId: due.workspace_id };
      const trigger = due.runs === 0 ? "first" : "schedule";
      await openTransferRun(own, due, { trigger, scope: "all" });
      const next = nextRuns[due.frequency as TransferFrequency](due, tx.clock.now());
      await setNextRun(tx.db, { workspaceId: due.workspace_id, transferId: due.id, nextRunAt: next });
      return true;
    }),
  );
}
