import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { applyListImportStep, firstListStep, type ListStepFrom } from "./verbs/apply-list-import-step.ts";

const payload = z.object({ workspaceId: z.uuid(), importId: z.uuid() });
const name = "segments.apply-list-import";
const retry = { maxAttempts: 25 };

/** Brings the people of a file into its list, or out of it, step by step; begun anywhere, it does what is left. */
export const applyListImportJob = defineJob({
  name,
  payload,
  retry,
  run: async (ctx, { workspaceId, importId }, { signal }) => {
    let from: ListStepFrom | null = firstListStep;
    while (from) {
      if (signal.aborted) {
        // At once by another worker, or by this one when it is back: ending is no failure that counts.
        await enqueue(ctx, { name, payload, retry }, { workspaceId, importId });
        return;
      }
      from = await applyListImportStep(ctx, { importId, from });
    }
  },
});
