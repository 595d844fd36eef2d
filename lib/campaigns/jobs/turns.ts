import type { Ctx } from "../../context.ts";
import { type EngineTimes, engineTimes } from "../../delivery/times.ts";
import { workOn } from "../../delivery/work-on.ts";
import type { JobRun, Ticker } from "../../jobs/define-job.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { type DueRun, dueRuns, lookForWork } from "../engine/run-store.ts";
import { startDueCampaign } from "../engine/start.ts";
import { newsDesk, runTurn } from "../engine/turn.ts";

/** Turns of one process at the same time; most of them wait for a partner. */
const MOST_TURNS = 30;
const FAILED = { firstMs: 1_000, maxMs: 60_000 };

/** Longer waits end a turn, so that a stop or a mended account is heard. */
export const campaignTimes: EngineTimes = { ...engineTimes, parkMs: 5_000 };

const desk = newsDesk();
const running = new Map<string, Promise<void>>();

/** Says in this process that a run has something to send now. */
export function tellRun(runId: string): void {
  if (running.has(runId)) {
    desk.tell(runId);
  }
}

/**
 * Starts campaigns whose time has come, and works on each run that has something to do in a turn of its own, beside the
 * others and beside the queue: one whose partner is slow or down keeps nobody waiting.
 */
export function campaignTurns(times: EngineTimes = campaignTimes): Ticker {
  const resting = new Map<string, { untilMs: number; failures: number }>();

  async function turn(ctx: Ctx, run: JobRun, { workspaceId, id }: DueRun): Promise<void> {
    const failures = resting.get(id)?.failures ?? 0;
    try {
      await workOn(
        { ...ctx, workspaceId },
        {
          runId: id,
          job: run,
          outage: null,
          turn: async (hold) => {
            await runTurn({ ...ctx, workspaceId }, { runId: id, hold, times, news: desk });
            return "over";
          },
        },
      );
      resting.delete(id);
    } catch (error) {
      if (failures === 0) {
        ctx.log.error({ run: id, err: error }, "a campaign's run failed and will be tried again");
      }
      const pause = backoffMs(failures, FAILED);
      resting.set(id, { untilMs: performance.now() + pause, failures: failures + 1 });
    }
  }

  return {
    name: "campaigns.turns",
    everyMs: 250,
    wakeOn: "campaigns",
    tick: async (ctx, run) => {
      const { starts, runs } = await lookForWork(ctx.db, ctx.clock.now());
      while (starts && (await startDueCampaign(ctx))) {}
      if (!starts && !runs) {
        return false;
      }
      // Another process may have put somebody into the queue of a run that is worked on here.
      desk.tellAll();
      const nowMs = performance.now();
      const rests = [...resting].filter(([, { untilMs }]) => untilMs > nowMs).map(([id]) => id);
      const limit = MOST_TURNS - running.size;
      if (limit <= 0) {
        return false;
      }
      const except = [...running.keys(), ...rests];
      for (const due of await dueRuns(ctx.db, { now: ctx.clock.now(), except, limit })) {
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
