import type { Ticker } from "../../jobs/define-job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { staleImports } from "../imports/apply-store.ts";
import { audienceImports } from "../imports/import-store.ts";
import { enqueueFetch } from "../remote/enqueue-fetch.ts";
import { orphanedFetches } from "../remote/fetch-store.ts";
import { applyImportJob } from "./apply-import-job.ts";

/** A sender that is silent for so long is gone, or the process that read its file is. */
const UPLOAD_SILENT_MS = 300_000;
const APPLY_SILENT_MS = 120_000;
/** Whoever ended an import deletes its staged rows within this time, if it lives. */
const ENDED_MS = 60_000;

/** What became of imports whose process ended: broken uploads fail, complete ones are applied on, and no staged row stays. */
export const importTickers: Ticker[] = [
  {
    name: "audiences.fetches",
    everyMs: 5_000,
    tick: async (ctx) => {
      for (const place of await orphanedFetches(ctx.db)) {
        await enqueueFetch(ctx, place);
      }
      return false;
    },
  },
  {
    name: "audiences.imports",
    everyMs: 15_000,
    tick: async (ctx) => {
      const now = ctx.clock.now();
      const ago = (ms: number) => new Date(now.getTime() - ms);
      const stale = await staleImports(ctx.db, ago(UPLOAD_SILENT_MS), ago(APPLY_SILENT_MS));
      for (const { status, ...place } of stale) {
        if (status === "APPLYING") {
          await enqueue(ctx, applyImportJob, place, { key: `import:${place.importId}` });
          continue;
        }
        await audienceImports.markFailed(
          ctx.db,
          place,
          "file: the connection broke before the file was complete",
          now,
        );
        await audienceImports.deleteAllStaged(ctx.db, place);
      }
      for (const place of await audienceImports.endedWithStaged(ctx.db, ago(ENDED_MS))) {
        await audienceImports.deleteAllStaged(ctx.db, place);
      }
      return false;
    },
  },
];
