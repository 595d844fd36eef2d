import type { Ticker } from "../jobs/define-job.ts";
import { browsers } from "./browsers.ts";
import { catalogue } from "./catalogue.ts";
import { contexts } from "./contexts.ts";
import { eventDays } from "./event-days.ts";
import { consumerTicker } from "./log.ts";
import { deleteRefusedCalls } from "./refused-call-store.ts";
import { KEEP_CALLS_MS, sourceHours } from "./source-hours.ts";
import { deleteSourceHours } from "./source-hours-store.ts";
import { analyseEvents, ensureEventPartitions } from "./upkeep-store.ts";

const MONTHS_AHEAD = 2;
const STATISTICS_HOURS = 6;

const partitions: Ticker = {
  name: "events.partitions",
  everyMs: 3_600_000,
  tick: async (ctx) => {
    await ensureEventPartitions(ctx.db, MONTHS_AHEAD);
    return false;
  },
};

const statistics: Ticker = {
  name: "events.statistics",
  everyMs: 600_000,
  tick: async (ctx) => {
    await analyseEvents(ctx.db.pool, STATISTICS_HOURS);
    return false;
  },
};

const prune: Ticker = {
  name: "events.prune-refused",
  everyMs: 600_000,
  tick: async (ctx) => {
    const before = new Date(ctx.clock.now().getTime() - KEEP_CALLS_MS);
    const calls = await deleteRefusedCalls(ctx.db, before);
    return calls + (await deleteSourceHours(ctx.db, before)) > 0;
  },
};

/** What the worker does for events by itself. */
export const eventTickers: Ticker[] = [
  consumerTicker([catalogue, sourceHours, contexts, browsers], { everyMs: 1_000 }),
  consumerTicker([eventDays], { everyMs: 5_000, name: "events.days" }),
  partitions,
  statistics,
  prune,
];
