import type { Ctx } from "../../context.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { workOn } from "../../delivery/work-on.ts";
import type { JobRun, Ticker } from "../../jobs/define-job.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { type DueDestination, dueDestinations, newestSeq } from "../engine/claim-store.ts";
import { destinationTimes, runTurn } from "../engine/turn.ts";

/** Turns of one process at the same time; most of them wait for a partner. */
const MOST_TURNS = 50;
/** One that had nothing to do (its workspace's calls are of other sources) is left alone for a while. */
const IDLE_MS = 500;
/** While nothing comes, what waits for a time or a replay is looked for only so often. */
const QUIET_MS = 1_000;
const FAILED = { firstMs: 1_000, maxMs: 60_000 };

/**
 * Looks for destinations that have something to do and works on each in a turn of its own, beside the others and beside
 * the queue: one whose partner is slow or down keeps nobody waiting.
 */
export function destinationTurns(times: EngineTimes = destinationTimes): Ticker {
  const running = new Map<string, Promise<void>>();
  let seen = "";
  let lookUntilMs = 0;
  let lookedMs = Number.NEGATIVE_INFINITY;
  const resting = new Map<string, { untilMs: number; failures: number }>();

  async function turn(ctx: Ctx, run: JobRun, { workspaceId, id }: DueDestination): Promise<void> {
    const failures = resting.get(id)?.failures ?? 0;
    try {
      let end = "idle";
      await workOn(
        { ...ctx, workspaceId },
        {
          runId: id,
          job: run,
          outage: null,
          turn: async (hold) => {
            end = await runTurn({ ...ctx, workspaceId }, { destinationId: id, hold, times });
            return "over";
          },
        },
      );
      if (end === "idle") {
        resting.set(id, { untilMs: performance.now() + IDLE_MS, failures: 0 });
      } else {
        resting.delete(id);
      }
    } catch (error) {
      if (failures === 0) {
        ctx.log.error({ destination: id, err: error }, "a destination failed and will be tried again");
      }
      const pause = backoffMs(failures, FAILED);
      resting.set(id, { untilMs: performance.now() + pause, failures: failures + 1 });
    }
  }

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
      const rests = [...resting].filter(([, { untilMs }]) => untilMs > nowMs).map(([id]) => id);
      const limit = MOST_TURNS - running.size;
      if (limit <= 0) {
        return false;
      }
      const except = [...running.keys(), ...rests];
      for (const due of await dueDestinations(ctx.db, { now: ctx.clock.now(), except, limit })) {
        running.set(
          due.id,
          turn(ctx, run, due).finally(() => running.delete(due.id)),
        );
      }
      return false;
    },
    end: async () => {
      await Promise.all(running.values());
    },
  };
}
