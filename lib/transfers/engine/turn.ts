import { isUnreadable } from "../../access/secret-box.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import type { HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import { dayIn } from "../../delivery/schedule.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { unreadableOutage } from "../../delivery/unreadable.ts";
import { waitingWords } from "../../delivery/waiting.ts";
import type { Hold } from "../../delivery/work-on.ts";
import { enqueueTransferRun } from "../jobs/enqueue-run.ts";
import { countDifferences } from "./difference-store.ts";
import {
  completeTransferRun,
  endRenamedRun,
  failTransferRun,
  type HeldTransferRun,
  refuseTransferRun,
} from "./end-run.ts";
import {
  claimTransferRun,
  closeWindow,
  type HeldRun,
  releaseTransferRun,
  settledTx,
  setWaiting,
  setWindow,
} from "./run-store.ts";
import { differencesOf, sendDifferences } from "./slice.ts";

export type TransferTurn = Hold & { runId: string; times: EngineTimes };

const keyOf = (ctx: Ctx, { run, lease }: HeldTransferRun): HeldRun => ({
  workspaceId: ctx.workspaceId,
  runId: run.id,
  lease,
});

/** Frees the run and queues it, both or neither. */
async function giveBack(ctx: Ctx, held: HeldTransferRun, next: { outage?: Outage; runAt?: Date }) {
  await inTransaction(ctx, async (tx) => {
    await releaseTransferRun(tx.db, keyOf(tx, held));
    await enqueueTransferRun(tx, { runId: held.run.id, outage: next.outage ?? null, runAt: next.runAt });
  });
}

type Halts = {
  [Kind in HaltReason["kind"]]: (
    ctx: Ctx,
    held: HeldTransferRun,
    reason: Extract<HaltReason, { kind: Kind }>,
  ) => Promise<void>;
};

/** What each way of halting means for the run. */
const halts: Halts = {
  stopped: (ctx, held) => releaseTransferRun(ctx.db, keyOf(ctx, held)),
  lost: async () => {},
  ending: (ctx, held) => giveBack(ctx, held, {}),
  parked: (ctx, held, { outage }) => giveBack(ctx, held, { outage, runAt: new Date(outage.nextMs) }),
  unauthorised: (ctx, held, { message }) => refuseTransferRun(ctx, held, { message, credentials: true }),
  refused: (ctx, held, { message }) => refuseTransferRun(ctx, held, { message, credentials: false }),
  failed: (ctx, held, { message }) => failTransferRun(ctx, held, message),
};

/** The transaction up to which this run looks, noted on the run so that a later try looks to the same one. */
async function windowOf(ctx: Ctx, held: HeldTransferRun): Promise<string> {
  const { run } = held;
  const follows = run.trigger === "continuous";
  if (BigInt(run.toTx) > (follows ? BigInt(run.fromTx) : 0n)) {
    return run.toTx;
  }
  const toTx = await settledTx(ctx.db);
  const expected = follows ? null : await countDifferences(differencesOf(ctx, run, toTx));
  await setWindow(ctx.db, { ...keyOf(ctx, held), toTx, expected });
  return toTx;
}

/** Closes what a continuous run has brought; at the end of the day the run ends and the next one begins. */
async function closeContinuous(ctx: Ctx, held: HeldTransferRun, toTx: string): Promise<void> {
  const { run } = held;
  const sameDay = dayIn(run.startedAt, run.timeZone) === dayIn(ctx.clock.now(), run.timeZone);
  if (sameDay) {
    await closeWindow(ctx.db, { ...keyOf(ctx, held), toTx });
  } else {
    await completeTransferRun(ctx, held, toTx);
  }
}

/** One claim of a run: brings the partner up to the end of its window, or to a halt. */
export async function runTransferTurn(ctx: Ctx, turn: TransferTurn): Promise<"over"> {
  const { lease, signal, outage, times } = turn;
  const run = await claimTransferRun(ctx.db, {
    workspaceId: ctx.workspaceId,
    runId: turn.runId,
    lease,
    activeHere: turn.activeHere,
    now: ctx.clock.now(),
  });
  if (!run) {
    return "over";
  }
  const held = { run, lease };
  try {
    if (run.trigger === "continuous" && run.settings.name !== run.audienceName) {
      await endRenamedRun(ctx, held);
      return "over";
    }
    const toTx = await windowOf(ctx, held);
    const reason = await sendDifferences(ctx, { run, lease, toTx, signal, outage, times });
    if (reason) {
      const handle = halts[reason.kind] as (
        ctx: Ctx,
        held: HeldTransferRun,
        reason: HaltReason,
      ) => Promise<void>;
      await handle(ctx, held, reason);
    } else if (run.trigger === "continuous") {
      await closeContinuous(ctx, held, toTx);
    } else {
      await completeTransferRun(ctx, held, toTx);
    }
    return "over";
  } catch (error) {
    if (isUnreadable(error)) {
      const now = ctx.clock.now();
      const unreadable = unreadableOutage(outage, now);
      const waiting = waitingWords(unreadable.said, unreadable.sinceMs, unreadable.nextMs, run.timeZone);
      await setWaiting(ctx.db, { ...keyOf(ctx, held), waiting, now });
      await halts.parked(ctx, held, { kind: "parked", outage: unreadable });
      return "over";
    }
    if (!isConnectionLoss(error)) {
      // For the next try; the error itself is the job's to report.
      await releaseTransferRun(ctx.db, keyOf(ctx, held));
    }
    throw error;
  }
}
