import { z } from "zod";
import type { Ctx } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";

/** The job of a deletion without its work, so that the work itself can queue it again. */
export const forgetQueue = {
  name: "people.forget",
  payload: z.object({ workspaceId: z.uuid(), id: z.uuid() }),
  retry: { maxAttempts: 25 },
};

/** Queues the work on a deletion in the transaction of `ctx`; a job that waits for the same one is replaced. */
export function enqueueForget(ctx: Pick<Ctx, "db" | "workspaceId">, id: string, runAt?: Date): Promise<void> {
  const options = { key: `people.forget:${id}`, ...(runAt && { runAt }) };
  return enqueue(ctx, forgetQueue, { workspaceId: ctx.workspaceId, id }, options);
}
