import type { Ctx } from "../context.ts";
import type { Job } from "./define-job.ts";
import { addJob } from "./store.ts";

export type EnqueueOptions = {
  /** Only one job with this key waits at a time; a newer one replaces it. */
  key?: string;
  /** Jobs of one queue run one after another. */
  queue?: string;
  runAt?: Date;
  /** Lower runs first; 0 unless told. */
  priority?: number;
};

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
