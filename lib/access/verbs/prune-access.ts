import type { Ctx } from "../../context.ts";
import { authorise } from "../authorise.ts";
import { pruneSessions } from "../session-store.ts";
import { pruneThrottles } from "../throttle-store.ts";

const DAY_MS = 86_400_000;

/** Drops sessions that ended a month ago and sign-in counts of before yesterday. */
export async function pruneAccess(
  ctx: Ctx,
  _input: object,
): Promise<{ sessions: number; throttles: number }> {
  authorise(ctx, "jobs.run");
  const now = ctx.clock.now().getTime();
  return {
    sessions: await pruneSessions(ctx.db, new Date(now - 30 * DAY_MS)),
    throttles: await pruneThrottles(ctx.db, new Date(now - DAY_MS)),
  };
}
