import { wake } from "../../db/wake.ts";
import { advance, consumerTicker } from "../../events/log.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { campaignFollower } from "../live/follow.ts";
import { liveWorkspaces } from "../live/plan-store.ts";
import { tellRun } from "./turns.ts";

const LOOK_MS = 1_000;

/** Follows events for campaigns: at once where something is said to have happened, and now and then everywhere. */
export function followTicker(): Ticker {
  const news = new Set<string>();
  const follower = campaignFollower((runId) => news.add(runId));
  const all = consumerTicker([follower], { everyMs: LOOK_MS, name: "campaigns.follow" });
  const heard = new Set<string>();
  const live = new Set<string>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  return {
    ...all,
    wakeOn: "events",
    hear: (workspaceId) => heard.add(workspaceId),
    tick: async (ctx, run) => {
      let more = false;
      if (performance.now() - lookedAt >= LOOK_MS) {
        lookedAt = performance.now();
        live.clear();
        for (const id of await liveWorkspaces(ctx.db, ctx.clock.now())) {
          live.add(id);
          heard.add(id);
        }
        more = await all.tick(ctx, run);
      }
      const named = [...heard].filter((id) => live.has(id));
      heard.clear();
      for (const workspaceId of named) {
        await advance(ctx, follower, workspaceId);
        if (news.size > 0) {
          for (const runId of news) {
            tellRun(runId);
          }
          news.clear();
          wake(ctx.db.pool, "campaigns", workspaceId);
        }
      }
      return more;
    },
  };
}
