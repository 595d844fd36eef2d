import type { Ticker } from "../jobs/define-job.ts";
import { judgeDues } from "./live/dues.ts";
import { followOnce } from "./live/follow.ts";
import { insertLiveCursors, workspacesBehind } from "./live/window-store.ts";
import { refreshNext } from "./membership/refresh.ts";

/** What workers do for segments by themselves; all safe in several processes at once. */
export const segmentTickers: Ticker[] = [
  {
    name: "segments.begin",
    everyMs: 1_000,
    tick: async (ctx) => {
      await insertLiveCursors(ctx.db.pool, ctx.clock.now());
      return false;
    },
  },
  {
    name: "segments.follow",
    everyMs: 1_000,
    wakeOn: "events",
    tick: async (ctx) => {
      let more = false;
      for (const workspaceId of await workspacesBehind(ctx.db.pool)) {
        more = (await followOnce({ ...ctx, workspaceId })) || more;
      }
      return more;
    },
  },
  { name: "segments.dues", everyMs: 500, tick: judgeDues },
  { name: "segments.refresh", everyMs: 1_000, wakeOn: "segments", tick: refreshNext },
];
