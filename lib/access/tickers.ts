import type { Ticker } from "../jobs/define-job.ts";
import { pruneAccess } from "./verbs/prune-access.ts";

/** What workers do for access by themselves; safe in several processes at once. */
export const accessTickers: Ticker[] = [
  {
    name: "access.prune",
    everyMs: 3_600_000,
    tick: async (ctx) => {
      await pruneAccess(ctx, {});
      return false;
    },
  },
];
