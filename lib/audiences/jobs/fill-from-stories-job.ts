import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { fillFromStoriesStep } from "../verbs/fill-from-stories-step.ts";

const payload = z.object({ workspaceId: z.uuid(), audienceId: z.uuid(), after: z.string() });
const name = "audiences.fill-from-stories";
const retry = { maxAttempts: 25 };

/** Fills a new audience from the answers that are stored already; goes on where a worker that ended left off. */
export const fillFromStoriesJob = defineJob({
  name,
  payload,
  retry,
  run: async (ctx, { workspaceId, audienceId, after }, { signal }) => {
    let next: string | null = after;
    while (next !== null) {
      if (signal.aborted) {
        await enqueue(ctx, { name, payload, retry }, { workspaceId, audienceId, after: next });
        return;
      }
      next = await fillFromStoriesStep(ctx, { audienceId, after: next });
    }
  },
});
