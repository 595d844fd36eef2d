import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import type { Outage } from "../../delivery/outage.ts";
import { type EngineTimes, engineTimes } from "../../delivery/times.ts";
import { briefHold, workOn } from "../../delivery/work-on.ts";
import type { JobRun } from "../../jobs/define-job.ts";
import { failTransferRun } from "../engine/end-run.ts";
import { claimTransferRun } from "../engine/run-store.ts";
import { runTransferTurn } from "../engine/turn.ts";

export type RunTransfer = { runId: string; outage?: Outage | null };

/**
 * Does a run's work until it has ended, must wait or is taken over; called by the job. It survives a restart of
 * PostgreSQL in place. Throws what it does not expect; after the last try `giveUpTransferRun` is due.
 */
export async function runTransfer(
  ctx: Ctx,
  input: RunTransfer,
  job: JobRun,
  times: EngineTimes = engineTimes,
): Promise<void> {
  authorise(ctx, "jobs.run");
  const { runId, outage = null } = input;
  await workOn(ctx, { runId, job, outage, turn: (hold) => runTransferTurn(ctx, { ...hold, runId, times }) });
}

/** Ends a run whose job has failed for the last time, so that it does not look as if it were still going on. */
export async function giveUpTransferRun(ctx: Ctx, input: { runId: string }, job: JobRun): Promise<void> {
  authorise(ctx, "jobs.run");
  const { lease, activeHere } = briefHold(job);
  const { workspaceId } = ctx;
  const now = ctx.clock.now();
  const run = await claimTransferRun(ctx.db, { workspaceId, runId: input.runId, lease, activeHere, now });
  if (run) {
    const reason = "Junction met an error of its own and gave up; its log tells more";
    await failTransferRun(ctx, { run, lease }, reason);
  }
}
