import { analyseGrown } from "../db/analyse-grown.ts";
import type { Ticker } from "./define-job.ts";

/** Keeps PostgreSQL's idea of the tables near to what they are while they grow quickly. */
export const statisticsTicker: Ticker = {
  name: "statistics",
  everyMs: 5_000,
  tick: async ({ db }) => {
    await analyseGrown(db.pool);
    return false;
  },
};
