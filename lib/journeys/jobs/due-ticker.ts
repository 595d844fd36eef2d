import { Apart } from "../../jobs/apart.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { moveDue } from "../engine/due.ts";
import { workspacesWithDue } from "../engine/due-store.ts";
import { tell } from "./turns.ts";

const LANES = 2;
const apart = new Apart("workspace in which journeys are due");

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
      // While one batch is written the next is worked out: each looks past the rows that the other holds.
      const lane = async () => {
        const done = await moveDue(own);
        tell(own, done);
        more ||= done.more;
      };
      await apart.work(own, workspaceId, () => Promise.all(Array.from({ length: LANES }, lane)));
    }
    return more;
  },
};
