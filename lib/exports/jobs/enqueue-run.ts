import type { Ctx } from "../../context.ts";
import { enqueueRunOf, type RunJobPayload, runJobNamed } from "../../delivery/run-job.ts";

export const runJob = runJobNamed("exports.run");

/** Queues the work on a run in the transaction of `ctx`; a job that waits for the same run is replaced. */
export function enqueueRun(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  run: { runId: string; outage: RunJobPayload["outage"]; runAt?: Date },
): Promise<void> {
  return enqueueRunOf(runJob, ctx, run);
}
