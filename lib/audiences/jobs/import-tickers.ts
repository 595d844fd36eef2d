import { importTicker } from "../../imports/import-ticker.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { audienceImports } from "../imports/import-store.ts";
import { enqueueFetch } from "../remote/enqueue-fetch.ts";
import { orphanedFetches } from "../remote/fetch-store.ts";
import { applyImportJob } from "./apply-import-job.ts";

/** Files that workers read are read again where their reader is gone; what is left of other imports is put right. */
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
  importTicker("audiences.imports", audienceImports, (ctx, place) =>
    enqueue(ctx, applyImportJob, place, { key: `import:${place.importId}` }),
  ),
];
