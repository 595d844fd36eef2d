import type { Ticker } from "../../jobs/define-job.ts";
import { deleteEventIds, deleteOperations } from "../operation-store.ts";
import { followSegments } from "../segments/follow-segment.ts";

const DAY_MS = 86_400_000;
export const KEEP_LOG_DAYS = 30;
/** EventBridge tries again for 24 hours at most. */
export const KEEP_EVENT_IDS_DAYS = 7;

/** What the worker does for audiences by itself. */
export const audienceTickers: Ticker[] = [
  { name: "audiences.segments", everyMs: 1_000, tick: followSegments },
  {
    name: "audiences.prune",
    everyMs: 600_000,
    tick: async (ctx) => {
      const ago = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY_MS);
      const rows = await deleteOperations(ctx.db, ago(KEEP_LOG_DAYS));
      const ids = await deleteEventIds(ctx.db, ago(KEEP_EVENT_IDS_DAYS));
      return rows + ids > 0;
    },
  },
];
