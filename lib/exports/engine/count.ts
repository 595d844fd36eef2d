import type { Ctx } from "../../context.ts";
import { readerOf } from "./reader.ts";
import type { ClaimedRun } from "./run-store.ts";

/** How many records match a run's settings and window now. */
export function countRun(ctx: Ctx, run: ClaimedRun, toTx: string): Promise<number> {
  const job = {
    pool: ctx.db.pool,
    workspaceId: ctx.workspaceId,
    exportId: run.exportId,
    runId: run.id,
    settings: run.settings,
    slots: [],
    fromTx: run.fromTx,
    toTx,
  };
  return readerOf(job).count(job);
}
