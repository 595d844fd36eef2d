import { accessTickers } from "./access/tickers.ts";
import { applyImportJob } from "./audiences/jobs/apply-import-job.ts";
import { fetchImportJob } from "./audiences/jobs/fetch-import-job.ts";
import { fillFromStoriesJob } from "./audiences/jobs/fill-from-stories-job.ts";
import { importTickers } from "./audiences/jobs/import-tickers.ts";
import { purgeJob } from "./audiences/jobs/purge-job.ts";
import { snapshotJob } from "./audiences/jobs/snapshot-job.ts";
import { audienceTickers } from "./audiences/jobs/tickers.ts";
import { heldNoticeJob } from "./campaigns/jobs/held-notice-job.ts";
import { campaignTickers } from "./campaigns/jobs/tickers.ts";
import { destinationTickers } from "./destinations/jobs/tickers.ts";
import { eventTickers } from "./events/tickers.ts";
import { runExportJob } from "./exports/jobs/run-export-job.ts";
import { exportTickers } from "./exports/jobs/tickers.ts";
import { readableTicker } from "./integrations/watch-readable.ts";
import { runWorker } from "./jobs/run-worker.ts";
import { statisticsTicker } from "./jobs/statistics-ticker.ts";
import { journeyTickers } from "./journeys/jobs/tickers.ts";
import { connectDemo } from "./launch/demo/connect-demo.ts";
import { forgetJob } from "./people/forgets/forget-job.ts";
import { openRoot } from "./root.ts";
import { applyListImportJob } from "./segments/lists/apply-list-import-job.ts";
import { listTickers } from "./segments/lists/list-tickers.ts";
import { segmentTickers } from "./segments/tickers.ts";
import { runTransferJob } from "./transfers/jobs/run-transfer-job.ts";
import { transferTickers } from "./transfers/jobs/tickers.ts";

const root = openRoot("worker", { maxConnections: 14 });
const worker = await runWorker({
  ctx: { ...root.ctx, actor: { kind: "system", name: "Junction" } },
  jobs: [
    runExportJob,
    runTransferJob,
    purgeJob,
    connectDemo,
    applyImportJob,
    applyListImportJob,
    fetchImportJob,
    fillFromStoriesJob,
    snapshotJob,
    forgetJob,
    heldNoticeJob,
  ],
  tickers: [
    statisticsTicker,
    ...accessTickers,
    readableTicker(),
    ...audienceTickers,
    ...eventTickers,
    ...exportTickers,
    ...transferTickers,
    ...importTickers,
    ...listTickers,
    ...destinationTickers,
    ...segmentTickers,
    ...campaignTickers,
    ...journeyTickers,
  ],
  concurrency: 4,
});
root.ctx.log.info({ worker: worker.id }, "worker started");

let ending = false;
async function end(): Promise<void> {
  if (ending) {
    return;
  }
  ending = true;
  await worker.stop();
  await root.db.close();
  process.exit(0);
}
process.on("SIGTERM", end);
process.on("SIGINT", end);
