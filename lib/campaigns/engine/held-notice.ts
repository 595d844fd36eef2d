import { z } from "zod";
import type { Ctx } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";

/** What tells whoever made a campaign that its run is held. Its work is in jobs/held-notice-job.ts. */
export const heldNotice = {
  name: "campaigns.heldNotice",
  payload: z.object({ workspaceId: z.uuid(), runId: z.uuid() }),
  retry: { maxAttempts: 10 },
};

/** Queues the e-mail to the campaign's creator, in the transaction that holds the run. */
export function tellHeld(tx: Ctx, { runId }: { runId: string }): Promise<void> {
  return enqueue(
    tx,
    heldNotice,
    { workspaceId: tx.workspaceId, runId },
    { key: `${heldNotice.name}:${runId}` },
  );
}
