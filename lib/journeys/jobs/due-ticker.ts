import type { Ticker } from "../../jobs/define-job.ts";
import { moveDue } from "../engine/due.ts";
import { workspacesWithDue } from "../engine/due-store.ts";
import { tell } from "./turns.ts";

/** Moves those whom time moves, in small batches, so that others come in between. */
export const dueTicker: Ticker = {
  name: "journeys.due",
  everyMs: 250,
  wakeOn: "journeys",
  tick: async (ctx, run) => {
    let more = false;
    for (const workspaceId of await workspacesWithDue(ctx.db, ctx.clock.now())) {
      if (run.signal.aborted) {
        return false;
      }
      const own = { ...ctx, workspaceId };
      const done = await moveDue(own);
      tell(own, done);
      more ||= done.more;
    }
    return more;
  },
};
