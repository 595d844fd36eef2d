import type { Ctx } from "../../context.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { startDueTransfer } from "../engine/start.ts";
import { enqueueTransferRun } from "./enqueue-run.ts";
import { continuousRunsWithNews, orphanedTransferRuns, type WaitingRun } from "./tick-store.ts";

async function queueAll(ctx: Ctx, runs: WaitingRun[]): Promise<void> {
  for (const { workspaceId, runId } of runs) {
    await enqueueTransferRun({ db: ctx.db, workspaceId }, { runId, outage: null });
  }
}

/** What every worker looks for by itself; all safe in several processes at once. */
export const transferTickers: Ticker[] = [
  { name: "transfers.due", everyMs: 500, tick: startDueTransfer },
  {
    name: "transfers.continuous",
    everyMs: 500,
    tick: async (ctx) => {
      await queueAll(ctx, await continuousRunsWithNews(ctx.db));
      return false;
    },
  },
  {
    name: "transfers.rescue",
    everyMs: 5_000,
    tick: async (ctx) => {
      const runs = await orphanedTransferRuns(ctx.db);
      if (runs.length > 0) {
        ctx.log.warn({ runs: runs.map((run) => run.runId) }, "took up runs that no job worked on");
      }
      await queueAll(ctx, runs);
      return false;
    },
  },
];
