import { runTickers } from "../../delivery/run-job.ts";
import { startDueTransfer } from "../engine/start.ts";
import { transferJob } from "./enqueue-run.ts";
import { continuousRunsWithNews, orphanedTransferRuns } from "./tick-store.ts";

/** What every worker looks for by itself; all safe in several processes at once. */
export const transferTickers = runTickers(transferJob, {
  name: "transfers",
  startDue: startDueTransfer,
  endless: { name: "continuous", find: continuousRunsWithNews },
  orphaned: orphanedTransferRuns,
});
