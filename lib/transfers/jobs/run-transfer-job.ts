import type { RunJobPayload } from "../../delivery/run-job.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { giveUpTransferRun, runTransfer } from "../verbs/run-transfer.ts";
import { transferJob } from "./enqueue-run.ts";

export const runTransferJob = defineJob<RunJobPayload>({
  ...transferJob,
  run: async (ctx, payload, run) => {
    try {
      await runTransfer(ctx, payload, run);
    } catch (error) {
      if (run.attempt >= transferJob.retry.maxAttempts) {
        await giveUpTransferRun(ctx, payload, run);
      }
      throw error;
    }
  },
});
