import type { Ctx } from "../../context.ts";
import { turnsAt } from "../../delivery/turns.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { moveVersionOnce } from "../engine/move-version.ts";
import { beginDueRun, runTurn } from "../engine/run.ts";
import { completeJourneys, openRuns } from "../engine/run-store.ts";
import { sweepOnce } from "../engine/sweep.ts";
import { tellUnreadable } from "../engine/tell-unreadable.ts";
import { weighSplits } from "../engine/weigh.ts";
import { clearIdle } from "../sending/sender-store.ts";
import { tell } from "./turns.ts";

const runs = turnsAt({
  noun: "journey",
  most: 4,
  turn: async (ctx, journeyId, hold) => {
    await runTurn(ctx, { journeyId, hold, told: (done) => tell(ctx, done) });
    return "worked";
  },
});

/** Lets people into journeys that begin by the clock. */
export const runTicker: Ticker = {
  name: "journeys.runs",
  everyMs: 500,
  wakeOn: "journeys",
  tick: async (ctx, run) => {
    while (!run.signal.aborted && (await beginDueRun(ctx))) {}
    await runs.begin(ctx, run, (look) => openRuns(ctx.db, look));
    return false;
  },
  end: runs.end,
};

/** Versions are read anew by what a process knows: what one Junction let through another one may not read. */
const TELL_MS = 30_000;
let toldAt = Number.NEGATIVE_INFINITY;

async function tellNowAndThen(ctx: Ctx): Promise<void> {
  if (performance.now() - toldAt >= TELL_MS) {
    toldAt = performance.now();
    await tellUnreadable(ctx);
  }
}

/** Lets everybody leave journeys that were stopped, moves people to new versions, and ends journeys that are over. */
export const tendTicker: Ticker = {
  name: "journeys.tend",
  everyMs: 1_000,
  wakeOn: "journeys",
  tick: async (ctx) => {
    const more = (await sweepOnce(ctx)) || (await moveVersionOnce(ctx));
    if (!more) {
      await completeJourneys(ctx.db, ctx.clock.now());
      await clearIdle(ctx.db);
      await weighSplits(ctx);
      await tellNowAndThen(ctx);
    }
    return more;
  },
};
