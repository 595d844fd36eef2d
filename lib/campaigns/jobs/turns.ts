import { newsDesk } from "../../delivery/news-desk.ts";
import { type EngineTimes, engineTimes } from "../../delivery/times.ts";
import { turnsAt } from "../../delivery/turns.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { dueRuns, lookForWork } from "../engine/run-store.ts";
import { startDueCampaign } from "../engine/start.ts";
import { runTurn } from "../engine/turn.ts";

/** Longer waits end a turn, so that a stop or a mended account is heard. */
const times: EngineTimes = { ...engineTimes, parkMs: 5_000 };

const desk = newsDesk();
const turns = turnsAt({
  noun: "campaign run",
  most: 30,
  turn: async (ctx, runId, hold) => {
    await runTurn(ctx, { runId, hold, times, news: desk });
    return "worked";
  },
});

/** Says in this process that a run has something to send now. False: it is not worked on here. */
export function tellRun(runId: string): boolean {
  const isHere = turns.isWorkedOn(runId);
  if (isHere) {
    desk.tell(runId);
  }
  return isHere;
}

/** Starts campaigns whose time has come, and takes a turn at each run that has something to do. */
export const campaignTurns: Ticker = {
  name: "campaigns.turns",
  everyMs: 250,
  wakeOn: "campaigns",
  tick: async (ctx, run) => {
    const { starts, runs } = await lookForWork(ctx.db, ctx.clock.now());
    while (starts && (await startDueCampaign(ctx))) {}
    if (starts || runs) {
      // Another process may have put somebody into the queue of a run that is worked on here.
      desk.tellAll();
      await turns.begin(ctx, run, (look) => dueRuns(ctx.db, look));
    }
    return false;
  },
  end: turns.end,
};
