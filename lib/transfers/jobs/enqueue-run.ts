import { z } from "zod";
import type { Ctx } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";

const payload = z.object({
  workspaceId: z.uuid(),
  runId: z.uuid(),
  /** The partner took nothing when the run was last tried. */
  outage: z
    .object({ sinceMs: z.number(), nextMs: z.number(), tries: z.number(), said: z.string() })
    .nullable()
    .default(null),
});
export type TransferJobPayload = z.output<typeof payload>;

/** The job of a run without its work, so that the work itself can queue it again. */
export const transferJob: {
  name: string;
  payload: z.ZodType<TransferJobPayload>;
  retry: { maxAttempts: number };
} = { name: "transfers.run", payload, retry: { maxAttempts: 12 } };

/** Queues the work on a run in the transaction of `ctx`; a job that waits for the same run is replaced. */
export async function enqueueTransferRun(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  job: { runId: string; outage: TransferJobPayload["outage"]; runAt?: Date },
): Promise<void> {
  const { runId, outage, runAt } = job;
  const options = { key: `transfers.run:${runId}`, ...(runAt ? { runAt } : {}) };
  await enqueue(ctx, transferJob, { workspaceId: ctx.workspaceId, runId, outage }, options);
}
