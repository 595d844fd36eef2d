import { isUnreadable } from "../../access/secret-box.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import type { HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import { dayIn } from "../../delivery/schedule.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { unreadableOutage } from "../../delivery/unreadable.ts";
import { waitingWords } from "../../delivery/waiting.ts";
import { enqueueRun } from "../jobs/enqueue-run.ts";
import { countRun } from "./count.ts";
import { completeRun, failRun, type HeldRun, refuseRun } from "./end-run.ts";
import { closeWindow } from "./finish-store.ts";
import { claimRun, hasNews, logEnds, releaseRun, setWaiting, setWindow } from "./run-store.ts";
import { sendSlice } from "./slice.ts";

export type Turn = {
  runId: string;
  lease: string;
  activeHere: string[];
  signal: AbortSignal;
  outage: Outage | null;
  times: EngineTimes;
};

/** Transactions in one window of a live run: an edit takes effect with the next window. */
const LIVE_WINDOW = 2_000n;

async function release(ctx: Ctx, { run, lease }: HeldRun): Promise<void> {
  await releaseRun(ctx.db, { workspaceId: ctx.workspaceId, runId: run.id, lease });
}

/** Frees the run and queues it, both or neither. */
async function giveBack(ctx: Ctx, held: HeldRun, next: { outage?: Outage; runAt?: Date }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await release(tx, held);
    await enqueueRun(tx, { runId: held.run.id, outage: next.outage ?? null, runAt: next.runAt });
  });
}

type Halts = {
  [Kind in HaltReason["kind"]]: (
    ctx: Ctx,
    held: HeldRun,
    reason: Extract<HaltReason, { kind: Kind }>,
  ) => Promise<void>;
};

/** What each way of halting means for the run. */
const halts: Halts = {
  stopped: release,
  lost: async () => {},
  ending: (ctx, held) => giveBack(ctx, held, {}),
  parked: (ctx, held, { outage }) => giveBack(ctx, held, { outage, runAt: new Date(outage.nextMs) }),
  unauthorised: (ctx, held, { message }) => refuseRun(ctx, held, { message, credentials: true }),
  refused: (ctx, held, { message }) => refuseRun(ctx, held, { message, credentials: false }),
  failed: (ctx, held, { message }) => failRun(ctx, held, message),
};

/** The transaction up to which this run reads, noted on the run so that a later try reads to the same one. */
async function windowOf(ctx: Ctx, { run, lease }: HeldRun): Promise<string> {
  const live = run.trigger === "live";
  const open = BigInt(run.toTx) > (live ? BigInt(run.positionTx) : 0n);
  if (open || (live && run.frequency !== "live")) {
    return run.toTx;
  }
  const ends = await logEnds(ctx.db);
  // A one-time export takes what is there when it begins, whoever else is writing; the others must not miss the late.
  let toTx = run.settings.source.kind === "range" ? ends.next : ends.settled;
  if (live && BigInt(toTx) > BigInt(run.positionTx) + LIVE_WINDOW) {
    toTx = String(BigInt(run.positionTx) + LIVE_WINDOW);
  }
  const expected = live ? null : await countRun(ctx, run, toTx);
  await setWindow(ctx.db, { workspaceId: ctx.workspaceId, runId: run.id, lease, toTx, expected });
  return toTx;
}

/** Closes what a live run has sent. `again` when more has come meanwhile. */
async function closeLive(ctx: Ctx, held: HeldRun, toTx: string): Promise<"again" | "over"> {
  const { run, lease } = held;
  const sameDay = dayIn(run.startedAt, run.timeZone) === dayIn(ctx.clock.now(), run.timeZone);
  const sameSettings = run.version === run.settings.version;
  if (run.frequency !== "live" || !sameDay || !sameSettings) {
    await completeRun(ctx, held, toTx, { nextLive: run.frequency === "live" });
    return "over";
  }
  await closeWindow(ctx.db, { workspaceId: ctx.workspaceId, runId: run.id, lease, toTx });
  await release(ctx, held);
  return (await hasNews(ctx.db, ctx.workspaceId, toTx)) ? "again" : "over";
}

/** One claim of a run: sends until the end of its window or a halt. `again`: there may be more at once. */
export async function runTurn(ctx: Ctx, turn: Turn): Promise<"again" | "over"> {
  const { lease, signal, outage, times } = turn;
  const run = await claimRun(ctx.db, {
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
  const idle = run.trigger === "live" && BigInt(run.toTx) <= BigInt(run.positionTx);
  try {
    if (idle && run.version !== run.settings.version) {
      return await closeLive(ctx, held, run.toTx);
    }
    const toTx = await windowOf(ctx, held);
    const { reason } = await sendSlice(ctx, { run, lease, toTx, signal, outage, times });
    if (reason) {
      const handle = halts[reason.kind] as (ctx: Ctx, held: HeldRun, reason: HaltReason) => Promise<void>;
      await handle(ctx, held, reason);
      return "over";
    }
    if (run.trigger === "live") {
      return await closeLive(ctx, held, toTx);
    }
    await completeRun(ctx, held, toTx, { nextLive: false });
    return "over";
  } catch (error) {
    if (isUnreadable(error)) {
      const now = ctx.clock.now();
      const unreadable = unreadableOutage(outage, now);
      const waiting = waitingWords(unreadable.said, unreadable.sinceMs, unreadable.nextMs, run.timeZone);
      await setWaiting(ctx.db, { workspaceId: ctx.workspaceId, runId: run.id, lease, waiting, now });
      await halts.parked(ctx, held, { kind: "parked", outage: unreadable });
      return "over";
    }
    if (!isConnectionLoss(error)) {
      // For the next try; the error itself is the job's to report.
      await release(ctx, held);
    }
    throw error;
  }
}
