import { advance, consumerTicker } from "../../events/log.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import type { Done } from "../engine/carry-out.ts";
import { journeyFollower } from "../live/follow.ts";
import { livingWorkspaces } from "../live/window-store.ts";
import { tell } from "./turns.ts";

const LOOK_MS = 1_000;

/** Follows events for journeys: at once where something is said to have happened, and now and then everywhere. */
export function followTicker(): Ticker {
  const news: Done[] = [];
  const follower = journeyFollower((done) => news.push(done));
  const all = consumerTicker([follower], { everyMs: LOOK_MS, name: "journeys.follow" });
  const heard = new Set<string>();
  const living = new Set<string>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  return {
    ...all,
    wakeOn: "events",
    hear: (workspaceId) => heard.add(workspaceId),
    tick: async (ctx, run) => {
      let more = false;
      if (performance.now() - lookedAt >= LOOK_MS) {
        lookedAt = performance.now();
        living.clear();
        for (const id of await livingWorkspaces(ctx.db)) {
          living.add(id);
          heard.add(id);
        }
        more = await all.tick(ctx, run);
      }
      const named = [...heard].filter((id) => living.has(id));
      heard.clear();
      for (const workspaceId of named) {
        await advance(ctx, follower, workspaceId);
        for (const done of news.splice(0)) {
          tell({ ...ctx, workspaceId }, done);
        }
      }
      return more;
    },
  };
}
