import { wake } from "../../db/wake.ts";
import { followTickerOf } from "../../events/follow-ticker.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { campaignFollower } from "../live/follow.ts";
import { liveWorkspaces } from "../live/plan-store.ts";
import { tellRun } from "./turns.ts";

/** Follows events for campaigns. */
export function followTicker(): Ticker {
  const news = new Set<string>();
  return followTickerOf({
    name: "campaigns.follow",
    follower: campaignFollower((runId) => news.add(runId)),
    living: ({ db, clock }) => liveWorkspaces(db, clock.now()),
    handled: ({ db, workspaceId }) => {
      const elsewhere = [...news].filter((runId) => !tellRun(runId));
      news.clear();
      if (elsewhere.length > 0) {
        wake(db.pool, "campaigns", workspaceId);
      }
    },
  });
}
