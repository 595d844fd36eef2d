import { z } from "zod";
import { defineJob } from "../../jobs/define-job.ts";
import { purgeLeftovers } from "../audience-store.ts";

const PIECE = 5_000;

/** Deletes in pieces what a deleted audience leaves behind: there may be millions of rows. Nothing can read them. */
export const purgeJob = defineJob({
  name: "audiences.purge",
  payload: z.object({ workspaceId: z.uuid(), audienceId: z.uuid() }),
  retry: { maxAttempts: 12 },
  run: async (ctx, { workspaceId, audienceId }, { signal }) => {
    while ((await purgeLeftovers(ctx.db, workspaceId, audienceId, PIECE)) > 0) {
      // The job is tried again by the next worker, and goes on where this one ended.
      signal.throwIfAborted();
    }
  },
});
