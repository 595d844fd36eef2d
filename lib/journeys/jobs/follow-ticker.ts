import { followTickerOf } from "../../events/follow-ticker.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import type { Done } from "../engine/carry-out.ts";
import { journeyFollower } from "../live/follow.ts";
import { livingWorkspaces } from "../live/window-store.ts";
import { tell } from "./turns.ts";

/** Follows events for journeys. */
export function followTicker(): Ticker {
  const news: Done[] = [];
  return followTickerOf({
    name: "journeys.follow",
    follower: journeyFollower((done) => news.push(done)),
    living: ({ db }) => livingWorkspaces(db),
    handled: (ctx) => {
      for (const done of news.splice(0)) {
        tell(ctx, done);
      }
    },
  });
}
