import { z } from "zod";
import type { Ctx } from "../context.ts";
import type { EngineTimes } from "../delivery/times.ts";
import { startDueTransfer } from "../transfers/engine/start.ts";
import { enqueueTransferRun } from "../transfers/jobs/enqueue-run.ts";
import { continuousRunsWithNews, orphanedTransferRuns } from "../transfers/jobs/tick-store.ts";
import { runTransfer } from "../transfers/verbs/run-transfer.ts";
import { othersAreDone } from "./others-are-done.ts";
import { quickTimes } from "./work-exports.ts";

const payloadSchema = z.object({ workspaceId: z.string(), runId: z.string(), outage: z.any() });

/**
 * What the worker's tickers and its queue do about transfers, one step after the other until nothing is left. Jobs that
 * wait for a later time are left alone.
 */
export async function workTransfers(ctx: Ctx, times: EngineTimes = quickTimes): Promise<void> {
  const job = { signal: new AbortController().signal, workerId: "test-worker", attempt: 1 };
  await othersAreDone(ctx.db);
  for (;;) {
    while (await startDueTransfer(ctx)) {}
    for (const run of [...(await continuousRunsWithNews(ctx.db)), ...(await orphanedTransferRuns(ctx.db))]) {
      await enqueueTransferRun(
        { db: ctx.db, workspaceId: run.workspaceId },
        { runId: run.runId, outage: null },
      );
    }
    const jobs = await ctx.db.sql<{ payload: unknown }>(
      `with ready as (
         select j.id, p.payload from graphile_worker.jobs j
         join graphile_worker._private_jobs p on p.id = j.id
         where j.task_identifier = 'transfers.run' and j.run_at <= now() limit 1
       ) select payload, graphile_worker.complete_jobs(array[id]) from ready`,
    );
    const payload = jobs[0] && payloadSchema.parse(jobs[0].payload);
    if (!payload) {
      return;
    }
    await runTransfer({ ...ctx, workspaceId: payload.workspaceId }, payload, job, times);
  }
}
