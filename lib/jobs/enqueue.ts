import type { Ctx } from "../context.ts";
import type { Job } from "./define-job.ts";
import { addJob, type EnqueueOptions } from "./store.ts";

/** Puts work into the queue in the caller's transaction: it exists if and only if that commits. */
export async function enqueue<Payload extends { workspaceId: string }>(
  ctx: Pick<Ctx, "db">,
  job: Pick<Job<Payload>, "name" | "payload" | "retry">,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  await addJob(ctx.db, job.name, job.payload.parse(payload), {
    maxAttempts: job.retry.maxAttempts,
    ...options,
  });
}
