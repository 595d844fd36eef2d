import type { Ctx } from "../context.ts";
import { onlyOne } from "../db/only-one.ts";
import type { Ticker } from "../jobs/define-job.ts";
import { judgeDues } from "./live/dues.ts";
import { followOnce } from "./live/follow.ts";
import { proveOnce } from "./live/prove.ts";
import { insertLiveCursors, workspacesBehind } from "./live/window-store.ts";
import { refreshNext } from "./membership/refresh.ts";

async function ofThoseBehind(ctx: Ctx, work: (ctx: Ctx) => Promise<boolean>): Promise<boolean> {
  let more = false;
  for (const workspaceId of await workspacesBehind(ctx.db.pipelined)) {
    more = (await work({ ...ctx, workspaceId })) || more;
  }
  return more;
}

/** Several processes would prove the same at the same time. */
function proveTicker(): Ticker {
  let one: ReturnType<typeof onlyOne> | undefined;
  return {
    name: "segments.prove",
    everyMs: 1_000,
    wakeOn: "events",
    tick: async (ctx) => {
      one ??= onlyOne(ctx.db.pool, "segments.prove");
      return (await one.isMine()) && (await ofThoseBehind(ctx, proveOnce));
    },
    end: async () => one?.end(),
  };
}

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
  proveTicker(),
  {
    name: "segments.follow",
    everyMs: 1_000,
    wakeOn: "events",
    tick: (ctx) => ofThoseBehind(ctx, followOnce),
  },
  { name: "segments.dues", everyMs: 500, tick: judgeDues },
  { name: "segments.refresh", everyMs: 1_000, wakeOn: "segments", tick: refreshNext },
];
