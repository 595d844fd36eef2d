import type { RunJobPayload } from "../../delivery/run-job.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { giveUpRun, runExport } from "../verbs/run-export.ts";
import { runJob } from "./enqueue-run.ts";

export const runExportJob = defineJob<RunJobPayload>({
  ...runJob,
  run: async (ctx, payload, run) => {
    try {
      await runExport(ctx, payload, run);
    } catch (error) {
      if (run.attempt >= runJob.retry.maxAttempts) {
        await giveUpRun(ctx, payload, run);
      }
      throw error;
    }
  },
});
