import type { Ticker } from "../../jobs/define-job.ts";
import { deleteOld } from "./retention-store.ts";
import { destinationTurns } from "./turns.ts";

const DAY_MS = 86_400_000;
const KEEP_BATCHES_MS = 7 * DAY_MS;
/** A day more than the longest window that is shown. */
const KEEP_COUNTS_MS = 8 * DAY_MS;

export const destinationRetention: Ticker = {
  name: "destinations.retention",
  everyMs: 600_000,
  tick: (ctx) => {
    const nowMs = ctx.clock.now().getTime();
    const [batches, counts] = [new Date(nowMs - KEEP_BATCHES_MS), new Date(nowMs - KEEP_COUNTS_MS)];
    return deleteOld(ctx.db, { batches, counts });
  },
};

/** What every worker looks for by itself about destinations; all safe in several processes at once. */
export const destinationTickers: Ticker[] = [destinationTurns(), destinationRetention];
