import { z } from "zod";
import type { Ctx } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";

const payload = z.object({ workspaceId: z.uuid(), importId: z.uuid() });
export type FetchPayload = z.output<typeof payload>;

/** The job without its work, so that the work itself can queue it again. Its tries are some 90 seconds in all. */
export const fetchJob = { name: "audiences.fetch-import", payload, retry: { maxAttempts: 5 } };

/** Queues the reading of an import's file in the transaction of `ctx`; a job that waits for the same one is replaced. */
export function enqueueFetch(ctx: Pick<Ctx, "db">, { workspaceId, importId }: FetchPayload): Promise<void> {
  const key = `${fetchJob.name}:${importId}`;
  return enqueue(ctx, fetchJob, { workspaceId, importId }, { key });
}
