import { z } from "zod";
import type { Ctx } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";

const outage = z.object({
  sinceMs: z.number(),
  nextMs: z.number(),
  tries: z.number(),
  said: z.string(),
});

const payload = z.object({
  workspaceId: z.uuid(),
  runId: z.uuid(),
  /** The partner took nothing when the run was last tried. */
  outage: outage.nullable().default(null),
});
export type RunJobPayload = z.output<typeof payload>;

/** The job of a run without its work, so that the work itself can queue it again. */
export const runJob: { name: string; payload: z.ZodType<RunJobPayload>; retry: { maxAttempts: number } } = {
  name: "exports.run",
  payload,
  retry: { maxAttempts: 12 },
};

/** The one key of a run's job in the queue. */
export function runJobKey(runId: string): string {
  return `exports.run:${runId}`;
}

/** Queues the work on a run in the transaction of `ctx`; a job that waits for the same run is replaced. */
export async function enqueueRun(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  job: { runId: string; outage: RunJobPayload["outage"]; runAt?: Date },
): Promise<void> {
  const { runId, runAt } = job;
  await enqueue(
    ctx,
    runJob,
    { workspaceId: ctx.workspaceId, runId, outage: job.outage },
    { key: runJobKey(runId), ...(runAt ? { runAt } : {}) },
  );
}
