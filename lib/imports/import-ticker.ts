import type { Ctx } from "../context.ts";
import type { Ticker } from "../jobs/define-job.ts";
import type { ImportPlace, StagedTables } from "./staged-tables.ts";

/** A sender that is silent for so long is gone, or the process that read its file is. */
const UPLOAD_SILENT_MS = 300_000;
const APPLY_SILENT_MS = 120_000;
/** Whoever ended an import deletes its staged rows within this time, if it lives. */
const ENDED_MS = 60_000;

/**
 * What became of imports whose process ended: broken uploads fail, complete ones are given to a worker again (`applyAgain`),
 * and no staged row stays, nor one of `more`.
 */
export function importTicker(
  name: string,
  tables: StagedTables,
  applyAgain: (ctx: Ctx, place: ImportPlace) => Promise<void>,
  more: readonly Pick<StagedTables, "endedWithStaged" | "deleteAllStaged">[] = [],
): Ticker {
  return {
    name,
    everyMs: 15_000,
    tick: async (ctx) => {
      const now = ctx.clock.now();
      const ago = (ms: number) => new Date(now.getTime() - ms);
      for (const { status, ...place } of await tables.stale(
        ctx.db,
        ago(UPLOAD_SILENT_MS),
        ago(APPLY_SILENT_MS),
      )) {
        if (status === "APPLYING") {
          await applyAgain(ctx, place);
          continue;
        }
        await tables.markFailed(
          ctx.db,
          place,
          "file: the connection broke before the file was complete",
          now,
        );
        await tables.deleteAllStaged(ctx.db, place);
      }
      for (const each of [tables, ...more]) {
        for (const place of await each.endedWithStaged(ctx.db, ago(ENDED_MS))) {
          await each.deleteAllStaged(ctx.db, place);
        }
      }
      return false;
    },
  };
}
