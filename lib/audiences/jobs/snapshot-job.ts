import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { type SnapshotFrom, snapshotStep } from "../verbs/snapshot-step.ts";

const payload = z.object({ workspaceId: z.uuid(), audienceId: z.uuid(), begunAt: z.iso.datetime() });
const name = "audiences.snapshot";
const retry = { maxAttempts: 25 };

/** Takes a snapshot of people into an audience, step by step; begun again, it changes nothing that is done. */
export const snapshotJob = defineJob({
  name,
  payload,
  retry,
  run: async (ctx, given, { signal }) => {
    const { audienceId, begunAt } = given;
    let from: SnapshotFrom | null = { phase: "people", after: null };
    while (from) {
      if (signal.aborted) {
        await enqueue(ctx, { name, payload, retry }, given);
        return;
      }
      from = await snapshotStep(ctx, { audienceId, begunAt, from });
    }
  },
});
