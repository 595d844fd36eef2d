import type { Ctx } from "../../context.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { startDueExport } from "../engine/start.ts";
import { enqueueRun } from "./enqueue-run.ts";
import { liveRunsWithNews, orphanedRuns, type WaitingRun } from "./tick-store.ts";

async function queueAll(ctx: Ctx, runs: WaitingRun[]): Promise<void> {
  for (const { workspaceId, runId } of runs) {
    await enqueueRun({ db: ctx.db, workspaceId }, { runId, outage: null });
  }
}

/** What every worker looks for by itself; all safe in several processes at once. */
export const exportTickers: Ticker[] = [
  { name: "exports.due", everyMs: 500, tick: startDueExport },
  {
    name: "exports.live",
    everyMs: 500,
    tick: async (ctx) => {
      await queueAll(ctx, await liveRunsWithNews(ctx.db));
      return false;
    },
  },
  {
    name: "exports.rescue",
    everyMs: 5_000,
    tick: async (ctx) => {
      const runs = await orphanedRuns(ctx.db);
      if (runs.length > 0) {
        ctx.log.warn({ runs: runs.map((run) => run.runId) }, "took up runs that no job worked on");
      }
      await queueAll(ctx, runs);
      return false;
    },
  },
];
