import type { Ctx } from "../context.ts";
import { newsDesk } from "../delivery/news-desk.ts";
import { type EngineTimes, engineTimes } from "../delivery/times.ts";
import { advance, type Consumer } from "../events/log.ts";
import { moveDue } from "../journeys/engine/due.ts";
import { moveVersionOnce } from "../journeys/engine/move-version.ts";
import { beginDueRun, runTurn } from "../journeys/engine/run.ts";
import { completeJourneys, openRuns } from "../journeys/engine/run-store.ts";
import { sweepOnce } from "../journeys/engine/sweep.ts";
import { tellUnreadable } from "../journeys/engine/tell-unreadable.ts";
import { clearIdle, dueSenders } from "../journeys/sending/sender-store.ts";
import { senderTurn } from "../journeys/sending/turn.ts";
import { newId } from "../kernel/ids.ts";
import { othersAreDone } from "./others-are-done.ts";

const quickTimes: EngineTimes = { ...engineTimes, parkMs: 2_000, firstMs: 5, maxMs: 20 };
const news = newsDesk();

/** Sends what waits in the journeys of the workspace of `system`. Resolves whether anything did. */
async function sendOnce(system: Ctx, signal: AbortSignal): Promise<boolean> {
  const due = await dueSenders(system.db, { now: system.clock.now(), except: [], limit: 100 });
  const mine = due.filter(({ workspaceId }) => workspaceId === system.workspaceId);
  for (const { id: senderId } of mine) {
    const hold = { lease: `test-worker/${newId()}`, activeHere: [], signal, outage: null };
    await senderTurn(system, { senderId, hold, times: quickTimes, news, lingerMs: 0, told: () => {} });
  }
  return mine.length > 0;
}

/** Runs that are due let their people in; who was in a journey that was stopped, or moves to a version, does. */
async function tend(system: Ctx, signal: AbortSignal): Promise<boolean> {
  while (await beginDueRun(system)) {}
  const open = await openRuns(system.db, { except: [], limit: 100 });
  const mine = open.filter(({ workspaceId }) => workspaceId === system.workspaceId);
  for (const { id: journeyId } of mine) {
    const hold = { lease: `test-worker/${newId()}`, activeHere: [], signal, outage: null };
    await runTurn(system, { journeyId, hold, told: () => {} });
  }
  while ((await sweepOnce(system)) || (await moveVersionOnce(system))) {}
  return mine.length > 0;
}

/**
 * What workers do for the journeys of the workspace of `system`, one step after the other, until nothing is left to do
 * now: events that came are followed, who is due is moved, what waits is sent.
 */
export async function workJourneys(
  system: Ctx,
  work: { follower: Consumer; signal?: AbortSignal },
): Promise<void> {
  const signal = work.signal ?? new AbortController().signal;
  for (let rounds = 0, again = true; again && rounds < 500 && !signal.aborted; rounds += 1) {
    again = await tend(system, signal);
    await othersAreDone(system.db);
    await advance(system, work.follower, system.workspaceId);
    const due = await moveDue(system);
    again ||= due.more || due.senders.size > 0;
    again = (await sendOnce(system, signal)) || again;
  }
  await completeJourneys(system.db, system.clock.now());
  await clearIdle(system.db);
  await tellUnreadable(system);
}
