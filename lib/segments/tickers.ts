import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../context.ts";
import { onlyOne } from "../db/only-one.ts";
import { Apart } from "../jobs/apart.ts";
import type { Ticker } from "../jobs/define-job.ts";
import { judgeDues } from "./live/dues.ts";
import { followOnce } from "./live/follow.ts";
import { proveOnce } from "./live/prove.ts";
import { insertLiveCursors, workspacesBehind } from "./live/window-store.ts";
import { refreshNext } from "./membership/refresh.ts";

const REST_MS = 25;

/** A ticker that looks where something is said to have happened, and now and then everywhere. */
function listening(name: string, everyMs: number, work: (ctx: Ctx) => Promise<boolean>): Ticker {
  const apart = new Apart(`workspace of ${name}`);
  const heard = new Set<string>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    name,
    everyMs,
    wakeOn: "events",
    hear: (workspaceId) => heard.add(workspaceId),
    tick: async (ctx) => {
      // What is said may be missed: wherever else there is something, it waits so long at most.
      if (performance.now() - lookedAt >= everyMs || heard.size === 0) {
        lookedAt = performance.now();
        for (const workspaceId of await workspacesBehind(ctx.db.pool)) {
          heard.add(workspaceId);
        }
      }
      const named = [...heard];
      heard.clear();
      let more = false;
      for (const workspaceId of named) {
        if (await apart.work(ctx, workspaceId, () => work({ ...ctx, workspaceId }))) {
          heard.add(workspaceId);
          more = true;
        }
      }
      return more;
    },
  };
}

/** Several processes would prove the same at the same time. */
function proveTicker(): Ticker {
  const ticker = listening("segments.prove", 1_000, proveOnce);
  let one: ReturnType<typeof onlyOne> | undefined;
  return {
    ...ticker,
    tick: async (ctx, run) => {
      one ??= onlyOne(ctx.db.pool, ticker.name);
      return (await one.isMine()) && ticker.tick(ctx, run);
    },
    end: async () => one?.end(),
  };
}

function followTicker(): Ticker {
  const ticker = listening("segments.follow", 1_000, followOnce);
  return {
    ...ticker,
    tick: async (ctx, run) => {
      const more = await ticker.tick(ctx, run);
      // Of a flood several are judged by one question, and there is time for those who are proved at once.
      await (more ? sleep(REST_MS) : undefined);
      return more;
    },
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
  followTicker(),
  { name: "segments.dues", everyMs: 500, tick: judgeDues },
  { name: "segments.refresh", everyMs: 1_000, wakeOn: "segments", tick: refreshNext },
];
