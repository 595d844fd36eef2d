import type { Ctx } from "../context.ts";
import { Apart } from "../jobs/apart.ts";
import type { Ticker } from "../jobs/define-job.ts";
import { advance, type Consumer, consumerTicker } from "./log.ts";

const LOOK_MS = 1_000;

type Following = {
  name: string;
  follower: Consumer;
  /** Workspaces where an event may mean something to whoever follows. */
  living(ctx: Ctx): Promise<string[]>;
  /** A workspace's newest window was handled, its transaction has committed; its context. */
  handled(ctx: Ctx): void;
};

/** Follows events: at once in a living workspace where something is said to have happened, and now and then everywhere. */
export function followTickerOf({ name, follower, living, handled }: Following): Ticker {
  const apart = new Apart("consumer of a workspace's events");
  const all = consumerTicker([follower], { everyMs: LOOK_MS, name, apart });
  const heard = new Set<string>();
  const alive = new Set<string>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  return {
    ...all,
    wakeOn: "events",
    hear: (workspaceId) => heard.add(workspaceId),
    tick: async (ctx, run) => {
      let more = false;
      if (performance.now() - lookedAt >= LOOK_MS) {
        lookedAt = performance.now();
        alive.clear();
        for (const id of await living(ctx)) {
          alive.add(id);
          heard.add(id);
        }
        more = await all.tick(ctx, run);
      }
      const named = [...heard].filter((id) => alive.has(id));
      heard.clear();
      for (const workspaceId of named) {
        await apart.work(ctx, `${follower.name} ${workspaceId}`, () => advance(ctx, follower, workspaceId));
        handled({ ...ctx, workspaceId });
      }
      return more;
    },
  };
}
