import type { Ctx } from "../context.ts";
import type { EngineTimes } from "../delivery/times.ts";
import { briefHold } from "../delivery/work-on.ts";
import { dueDestinations } from "../destinations/engine/claim-store.ts";
import { runTurn } from "../destinations/engine/turn.ts";
import { newId } from "../kernel/ids.ts";
import { othersAreDone } from "./others-are-done.ts";

/** Waits that a test can sit through. */
export const quickDestinationTimes: EngineTimes = {
  parkMs: 60_000,
  giveUpMs: Number.POSITIVE_INFINITY,
  firstMs: 5,
  maxMs: 20,
};

/** One turn of a destination of the workspace. What others have not committed yet it does not see. */
export async function workTurn(
  ctx: Ctx,
  destinationId: string,
  times = quickDestinationTimes,
): Promise<void> {
  const job = { signal: new AbortController().signal, workerId: newId(), attempt: 1 };
  await runTurn(ctx, { destinationId, hold: briefHold(job), times });
}

/** What the worker's ticker does about destinations, one turn after the other until nothing is due. */
export async function workDestinations(ctx: Ctx, times: EngineTimes = quickDestinationTimes): Promise<void> {
  await othersAreDone(ctx.db);
  for (;;) {
    const now = ctx.clock.now();
    const due = await dueDestinations(ctx.db, { now, except: [], limit: 50 });
    const mine = due.filter(({ workspaceId }) => workspaceId === ctx.workspaceId);
    if (mine.length === 0) {
      return;
    }
    await Promise.all(mine.map(({ id }) => workTurn(ctx, id, times)));
  }
}
