import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { applyImportStep, type StepFrom } from "../verbs/apply-import-step.ts";

const payload = z.object({ workspaceId: z.uuid(), importId: z.uuid() });
const name = "audiences.apply-import";
const retry = { maxAttempts: 25 };

/** Brings the staged users of a file into its audience, step by step; begun anywhere, it does what is left. */
export const applyImportJob = defineJob({
  name,
  payload,
  retry,
  run: async (ctx, { workspaceId, importId }, { signal }) => {
    let from: StepFrom | null = { phase: "rows", after: "" };
    while (from) {
      if (signal.aborted) {
        // At once by another worker, or by this one when it is back: ending is no failure that counts.
        await enqueue(ctx, { name, payload, retry }, { workspaceId, importId });
        return;
      }
      from = await applyImportStep(ctx, { importId, from });
    }
  },
});
