import { z } from "zod";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { type EngineTimes, engineTimes } from "../delivery/times.ts";
import { startDueExport } from "../exports/engine/start.ts";
import { enqueueRun } from "../exports/jobs/enqueue-run.ts";
import { liveRunsWithNews, orphanedRuns } from "../exports/jobs/tick-store.ts";
import { runExport } from "../exports/verbs/run-export.ts";
import { othersAreDone } from "./others-are-done.ts";

const payloadSchema = z.object({ workspaceId: z.string(), runId: z.string(), outage: z.any() });

/** Times that do not make a test wait. */
export const quickTimes: EngineTimes = { ...engineTimes, firstMs: 5, maxMs: 20 };

/**
 * What the worker's tickers and its queue do, one step after the other until nothing is left, for tests that want to know
 * where they are. Jobs that wait for a later time are left alone. Resolves with the number of jobs done.
 */
export async function workExports(
  ctx: Ctx,
  options: { times?: EngineTimes; signal?: AbortSignal } = {},
): Promise<number> {
  const job = { signal: options.signal ?? new AbortController().signal, workerId: "test-worker", attempt: 1 };
  let done = 0;
  await othersAreDone(ctx.db);
  for (;;) {
    while (await startDueExport(ctx)) {}
    for (const run of [...(await liveRunsWithNews(ctx.db)), ...(await orphanedRuns(ctx.db))]) {
      await enqueueRun({ db: ctx.db, workspaceId: run.workspaceId }, { runId: run.runId, outage: null });
    }
    const jobs = await ctx.db.sql<{ payload: unknown }>(
      `with ready as (
         select j.id, p.payload from graphile_worker.jobs j
         join graphile_worker._private_jobs p on p.id = j.id
         where j.task_identifier = 'exports.run' and j.run_at <= now() limit 1
       ) select payload, graphile_worker.complete_jobs(array[id]) from ready`,
    );
    const payload = jobs[0] && payloadSchema.parse(jobs[0].payload);
    if (!payload || job.signal.aborted) {
      return done;
    }
    done += 1;
    await runExport({ ...ctx, workspaceId: payload.workspaceId }, payload, job, options.times ?? quickTimes);
  }
}

/** Ends whatever a test has left going on, so that the next one works on its own exports alone. */
export async function quietExports(db: Db): Promise<void> {
  await db.sql(
    `update exports set status = 'STOPPED', next_run_at = null where status in ('PENDING', 'RUNNING')`,
  );
  await db.sql(`update export_runs set status = 'STOPPED' where status in ('PENDING', 'RUNNING')`);
  await db.sql(`delete from graphile_worker._private_jobs`);
}
