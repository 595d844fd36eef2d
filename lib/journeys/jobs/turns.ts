import type { Ctx } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { newsDesk } from "../../delivery/news-desk.ts";
import { type EngineTimes, engineTimes } from "../../delivery/times.ts";
import { turnsAt } from "../../delivery/turns.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import type { Done } from "../engine/carry-out.ts";
import { dueSenders } from "../sending/sender-store.ts";
import { senderTurn } from "../sending/turn.ts";

/** Longer waits end a turn, so that a stop or a mended account is heard. */
const times: EngineTimes = { ...engineTimes, parkMs: 5_000 };

const LINGER_MS = 5_000;

const desk = newsDesk();
const turns = turnsAt({
  noun: "journey sender",
  most: 60,
  turn: async (ctx, senderId, hold) => {
    await senderTurn(ctx, {
      senderId,
      hold,
      times,
      news: desk,
      lingerMs: LINGER_MS,
      told: (done) => tell(ctx, done),
    });
    return "worked";
  },
});

/** Tells on what a batch of moves has done: senders of this process in memory, others by the database. */
export function tell(ctx: Ctx, { raised, senders }: Done): void {
  let elsewhere = false;
  for (const id of senders) {
    if (turns.isWorkedOn(id)) {
      desk.tell(id);
    } else {
      elsewhere = true;
    }
  }
  if (elsewhere) {
    wake(ctx.db.pool, "journeys", ctx.workspaceId);
  }
  if (raised) {
    wake(ctx.db.pool, "events", ctx.workspaceId);
  }
}

/** Takes a turn at each sender that has something to send. */
export const journeyTurns: Ticker = {
  name: "journeys.turns",
  everyMs: 250,
  wakeOn: "journeys",
  tick: async (ctx, run) => {
    await turns.begin(ctx, run, (look) => dueSenders(ctx.db, look));
    return false;
  },
  end: turns.end,
};
