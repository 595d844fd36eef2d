import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../../context.ts";
import { isBehind } from "./window-store.ts";

const TRIES = 50;
const PAUSE_MS = 100;

/** Waits until live segments are in step with all that was committed before. False: they were not within some seconds. */
export async function settle(ctx: Ctx): Promise<boolean> {
  const { rows } = await ctx.db.pool.query<{ tx: string }>(
    "select pg_snapshot_xmax(pg_current_snapshot())::text as tx",
  );
  const until = rows[0]?.tx ?? "0";
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (!(await isBehind(ctx.db.pool, ctx.workspaceId, { until, now: ctx.clock.now() }))) {
      return true;
    }
    await sleep(PAUSE_MS);
  }
  return false;
}
