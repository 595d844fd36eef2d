import { importTicker } from "../../imports/import-ticker.ts";
import type { Ticker } from "../../jobs/define-job.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { applyListImportJob } from "./apply-list-import-job.ts";
import { listImports, listPeople } from "./list-import-store.ts";

/** What became of imports of lists whose process ended. */
export const listTickers: Ticker[] = [
  importTicker(
    "segments.lists",
    listImports,
    (ctx, place) => enqueue(ctx, applyListImportJob, place, { key: `list-import:${place.importId}` }),
    [listPeople],
  ),
];
