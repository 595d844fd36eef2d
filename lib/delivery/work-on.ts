import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../context.ts";
import { isConnectionLoss } from "../db/connection-loss.ts";
import type { JobRun } from "../jobs/define-job.ts";
import { backoffMs } from "../kernel/backoff.ts";
import { newId } from "../kernel/ids.ts";
import type { Outage } from "./outage.ts";

/** A run that never ends gives its place to others after this long and comes back with the next tick. */
const TURN_MS = 30_000;
/** Some minutes; after that the queue's own retries go on. */
const DATABASE_TRIES = 40;

/** The leases under which this process works at the moment. */
const activeLeases = new Set<string>();

export type Hold = {
  /** `<worker>/<try>`: what is booked counts only under it. */
  lease: string;
  /** Leases of this process that work on something; one of this worker that is not among them is left over. */
  activeHere: string[];
  signal: AbortSignal;
  outage: Outage | null;
};

/** A lease of this worker for something that is done in one go. */
export function briefHold(job: JobRun): Hold {
  const lease = `${job.workerId}/${newId()}`;
  return { lease, activeHere: [...activeLeases], signal: job.signal, outage: null };
}

/**
 * Works on one run, turn after turn, until it has ended, must wait or is taken over. It survives a restart of PostgreSQL
 * in place. Throws what it does not expect.
 */
export async function workOn(
  ctx: Ctx,
  work: { runId: string; job: JobRun; outage: Outage | null; turn(hold: Hold): Promise<"again" | "over"> },
): Promise<void> {
  const { job, runId } = work;
  const beganMs = performance.now();
  const hold = { ...briefHold(job), outage: work.outage };
  activeLeases.add(hold.lease);
  try {
    for (let losses = 0; ; ) {
      try {
        const next = await work.turn(hold);
        losses = 0;
        hold.outage = null;
        if (next !== "again" || job.signal.aborted || performance.now() - beganMs > TURN_MS) {
          return;
        }
      } catch (error) {
        losses += 1;
        if (!isConnectionLoss(error) || losses >= DATABASE_TRIES || job.signal.aborted) {
          throw error;
        }
        if (losses === 1) {
          ctx.log.warn({ runId, err: error }, "the database went away in a run; waiting for it");
        }
        await sleep(backoffMs(losses, { firstMs: 200, maxMs: 5_000 }));
      }
    }
  } finally {
    activeLeases.delete(hold.lease);
  }
}
