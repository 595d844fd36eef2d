import { runTickers } from "../../delivery/run-job.ts";
import { startDueExport } from "../engine/start.ts";
import { runJob } from "./enqueue-run.ts";
import { liveRunsWithNews, orphanedRuns } from "./tick-store.ts";

/** What every worker looks for by itself; all safe in several processes at once. */
export const exportTickers = runTickers(runJob, {
  name: "exports",
  startDue: startDueExport,
  endless: { name: "live", find: liveRunsWithNews },
  orphaned: orphanedRuns,
});
