import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../context.ts";
import { onlyOne } from "../db/only-one.ts";
import type { Ticker } from "../jobs/define-job.ts";
import { judgeDues } from "./live/dues.ts";
import { followOnce } from "./live/follow.ts";
import { proveOnce } from "./live/prove.ts";
import { insertLiveCursors, workspacesBehind } from "./live/window-store.ts";
import { refreshNext } from "./membership/refresh.ts";

const REST_MS = 25;

async function ofThose(
  ctx: Ctx,
  workspaces: Iterable<string>,
  work: (ctx: Ctx) => Promise<boolean>,
): Promise<boolean> {
  let more = false;
  for (const workspaceId of workspaces) {
    more = (await work({ ...ctx, workspaceId })) || more;
  }
  return more;
}

/** Several processes would prove the same at the same time. */
function proveTicker(): Ticker {
  const heard = new Set<string>();
  let one: ReturnType<typeof onlyOne> | undefined;
  const proveThere = async (ctx: Ctx) => {
    const more = await proveOnce(ctx);
    if (more) {
      heard.add(ctx.workspaceId);
    }
    return more;
  };
  return {
    name: "segments.prove",
    everyMs: 1_000,
    wakeOn: "events",
    hear: (workspaceId) => heard.add(workspaceId),
    tick: async (ctx) => {
      one ??= onlyOne(ctx.db.pool, "segments.prove");
      const workspaces = [...heard];
      heard.clear();
      return (
        (await one.isMine()) &&
        ofThose(ctx, workspaces.length > 0 ? workspaces : await workspacesBehind(ctx.db.pool), proveThere)
      );
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
    tick: async (ctx) => {
      const more = await ofThose(ctx, await workspacesBehind(ctx.db.pool), followOnce);
      // Of a flood several are judged by one question, and there is time for those who are proved at once.
      await (more ? sleep(REST_MS) : undefined);
      return more;
    },
  },
  { name: "segments.dues", everyMs: 500, tick: judgeDues },
  { name: "segments.refresh", everyMs: 1_000, wakeOn: "segments", tick: refreshNext },
];
