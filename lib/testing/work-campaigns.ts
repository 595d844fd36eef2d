import { dueRuns } from "../campaigns/engine/run-store.ts";
import { startDueCampaign } from "../campaigns/engine/start.ts";
import { sweepOnce } from "../campaigns/engine/sweep.ts";
import { runTurn } from "../campaigns/engine/turn.ts";
import type { Ctx } from "../context.ts";
import { newsDesk } from "../delivery/news-desk.ts";
import { type EngineTimes, engineTimes } from "../delivery/times.ts";
import { newId } from "../kernel/ids.ts";

const quickTimes: EngineTimes = { ...engineTimes, parkMs: 2_000, firstMs: 5, maxMs: 20 };
const news = newsDesk();

/**
 * What workers do for the campaigns of the workspace of `system`, one step after the other, until nothing is left to do
 * now.
 */
export async function workCampaigns(
  system: Ctx,
  work: { signal?: AbortSignal; times?: EngineTimes } = {},
): Promise<void> {
  const signal = work.signal ?? new AbortController().signal;
  for (let turns = 0; turns < 1_000; turns += 1) {
    while (await startDueCampaign(system)) {}
    const due = await dueRuns(system.db, { now: system.clock.now(), except: [], limit: 50 });
    const mine = due.filter((run) => run.workspaceId === system.workspaceId);
    if (mine.length === 0 || signal.aborted) {
      break;
    }
    for (const { id } of mine) {
      const hold = { lease: `test-worker/${newId()}`, activeHere: [], signal, outage: null };
      await runTurn(system, { runId: id, hold, times: work.times ?? quickTimes, news, lingerMs: 0 });
    }
  }
  while (await sweepOnce(system)) {}
}
