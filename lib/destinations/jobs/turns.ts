import type { EngineTimes } from "../../delivery/times.ts";
import { turnsAt } from "../../delivery/turns.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { dueDestinations, newestSeq } from "../engine/claim-store.ts";
import { destinationTimes, runTurn } from "../engine/turn.ts";

/** One that had nothing to do (its workspace's calls are of other sources) is left alone for a while. */
const IDLE_MS = 500;
/** While nothing comes, what waits for a time or a replay is looked for only so often. */
const QUIET_MS = 1_000;

/** Looks for destinations that have something to do and takes a turn at each. */
export function destinationTurns(times: EngineTimes = destinationTimes): Ticker {
  const turns = turnsAt({
    noun: "destination",
    most: 50,
    turn: (ctx, destinationId, hold) => runTurn(ctx, { destinationId, hold, times }),
    idleMs: IDLE_MS,
  });
  let seen = "";
  let lookUntilMs = 0;
  let lookedMs = Number.NEGATIVE_INFINITY;

  return {
    name: "destinations.turns",
    everyMs: 200,
    tick: async (ctx, run) => {
      const nowMs = performance.now();
      const seq = await newestSeq(ctx.db);
      // Calls that came are there a moment later, when every transaction that had begun has ended.
      lookUntilMs = seq === seen ? lookUntilMs : nowMs + QUIET_MS;
      seen = seq;
      if (nowMs > lookUntilMs && nowMs < lookedMs + QUIET_MS) {
        return false;
      }
      lookedMs = nowMs;
      await turns.begin(ctx, run, (look) => dueDestinations(ctx.db, look));
      return false;
    },
    end: turns.end,
  };
}
