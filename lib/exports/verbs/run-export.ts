import { setTimeout as sleep } from "node:timers/promises";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import type { Outage } from "../../delivery/outage.ts";
import type { JobRun } from "../../jobs/define-job.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { newId } from "../../kernel/ids.ts";
import { failRun } from "../engine/end-run.ts";
import { claimRun } from "../engine/run-store.ts";
import { type EngineTimes, engineTimes } from "../engine/slice.ts";
import { runTurn } from "../engine/turn.ts";

export type RunExport = { runId: string; outage?: Outage | null };

/** A live run gives its place to others after this long and comes back with the next tick. */
const LIVE_TURN_MS = 30_000;
/** Some minutes; after that the queue's own retries go on. */
const DATABASE_TRIES = 40;

/** The leases under which this process works at the moment. */
const activeLeases = new Set<string>();

/**
 * Does a run's work until it has ended, must wait or is taken over; called by the job. It survives a restart of
 * PostgreSQL in place. Throws what it does not expect; after the last try `giveUpRun` is due.
 */
export async function runExport(
  ctx: Ctx,
  input: RunExport,
  job: JobRun,
  times: EngineTimes = engineTimes,
): Promise<void> {
  authorise(ctx, "jobs.run");
  const beganMs = performance.now();
  const lease = `${job.workerId}/${newId()}`;
  const others = [...activeLeases];
  activeLeases.add(lease);
  let outage = input.outage ?? null;
  try {
    for (let losses = 0; ; ) {
      try {
        const turn = { runId: input.runId, lease, activeHere: others, signal: job.signal, outage, times };
        const next = await runTurn(ctx, turn);
        losses = 0;
        outage = null;
        if (next !== "again" || job.signal.aborted || performance.now() - beganMs > LIVE_TURN_MS) {
          return;
        }
      } catch (error) {
        losses += 1;
        if (!isConnectionLoss(error) || losses >= DATABASE_TRIES || job.signal.aborted) {
          throw error;
        }
        if (losses === 1) {
          ctx.log.warn({ runId: input.runId, err: error }, "the database went away in a run; waiting for it");
        }
        await sleep(backoffMs(losses, { firstMs: 200, maxMs: 5_000 }));
      }
    }
  } finally {
    activeLeases.delete(lease);
  }
}

/** Ends a run whose job has failed for the last time, so that it does not look as if it were still going on. */
export async function giveUpRun(ctx: Ctx, input: { runId: string }, job: JobRun): Promise<void> {
  authorise(ctx, "jobs.run");
  const lease = `${job.workerId}/${newId()}`;
  const now = ctx.clock.now();
  const run = await claimRun(ctx.db, {
    workspaceId: ctx.workspaceId,
    runId: input.runId,
    lease,
    activeHere: [...activeLeases],
    now,
  });
  if (run) {
    await failRun(ctx, { run, lease }, "Junction met an error of its own and gave up; its log tells more");
  }
}
