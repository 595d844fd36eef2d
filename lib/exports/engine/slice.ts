import type { Ctx } from "../../context.ts";
import { openGate } from "../../delivery/gate.ts";
import { Halt, type HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import { runPipeline } from "../../delivery/pipeline.ts";
import { type OpenConnection, openConnection } from "../../integrations/access.ts";
import { Fault } from "../../kernel/fault.ts";
import { waitingWords } from "../waiting.ts";
import { book } from "./book.ts";
import { entriesFor } from "./entry.ts";
import { pagesOf } from "./pages.ts";
import { type ClaimedRun, leaveToSend, setWaiting } from "./run-store.ts";
import type { ReadJob } from "./source.ts";

/** Waits and bounds of a run; tests shorten them. */
export type EngineTimes = { parkMs: number; giveUpMs: number; firstMs: number; maxMs: number };

export const engineTimes: EngineTimes = {
  /** A job sits through waits up to this; for longer ones it gives its place to others. */
  parkMs: 15_000,
  /** A partner that takes nothing for a day ends the run. */
  giveUpMs: 24 * 3_600_000,
  firstMs: 500,
  maxMs: 5 * 60_000,
};

export type SliceOptions = {
  run: ClaimedRun;
  lease: string;
  toTx: string;
  signal: AbortSignal;
  outage: Outage | null;
  times: EngineTimes;
};

async function connectionOrNone(ctx: Ctx, id: string): Promise<OpenConnection | null> {
  try {
    return await openConnection(ctx, id);
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") {
      return null;
    }
    throw error;
  }
}

/** Sends what a claimed run still has to send, up to `toTx`. Resolves null at the end, else with what halted it. */
export async function sendSlice(
  ctx: Ctx,
  options: SliceOptions,
): Promise<{ reason: HaltReason | null; batches: number; cursor: ClaimedRun["cursor"] }> {
  const { run, lease } = options;
  const held = { workspaceId: ctx.workspaceId, runId: run.id, lease };
  const { connectionId } = run.settings;
  const nothing = { batches: run.batches, cursor: run.cursor };
  const connection = await connectionOrNone(ctx, connectionId);
  if (!connection) {
    return { reason: { kind: "refused", message: "Its connection no longer exists" }, ...nothing };
  }
  const lane = connection.connector.exports;
  if (!lane) {
    return { reason: { kind: "refused", message: "The partner takes no exports" }, ...nothing };
  }
  let { access } = connection;

  const over = new AbortController();
  const gate = openGate({
    ...options.times,
    clock: ctx.clock,
    signal: AbortSignal.any([options.signal, over.signal]),
    outage: options.outage,
    onWait: (outage) =>
      setWaiting(ctx.db, {
        ...held,
        waiting: waitingWords(outage.said, outage.sinceMs, outage.nextMs, run.timeZone),
        now: ctx.clock.now(),
      }),
  });
  const job: ReadJob = {
    pool: ctx.db.pool,
    workspaceId: ctx.workspaceId,
    exportId: run.exportId,
    runId: run.id,
    settings: run.settings,
    slots: lane.slots(access.settings, run.settings.identifierPriority),
    fromTx: run.fromTx,
    toTx: options.toTx,
  };
  const booking = {
    exportId: run.exportId,
    runId: run.id,
    lease,
    retry: run.trigger === "retry",
    lane,
    access: () => access,
  };
  const end = await runPipeline({
    pages: pagesOf(job, run.cursor),
    entryOf: entriesFor(lane),
    batches: run.batches,
    over,
    sender: {
      lane,
      gate,
      access: () => access,
      nowMs: () => performance.now(),
      renewAccess: async (refused) => {
        if (refused !== access) {
          // Another request of this run has met the old ones before.
          return true;
        }
        const fresh = await connectionOrNone(ctx, connectionId);
        const same = !fresh || JSON.stringify(fresh.access.secrets) === JSON.stringify(refused.secrets);
        if (!same) {
          access = fresh.access;
        }
        return !same;
      },
      leave: async () => {
        const leave = await leaveToSend(ctx.db, held);
        if (leave !== "yes") {
          throw new Halt({ kind: leave });
        }
      },
    },
    book: (delivery, place) => book(ctx, booking, delivery, place),
  });
  return { reason: end.reason, batches: end.batches, cursor: end.last?.key ?? run.cursor };
}
