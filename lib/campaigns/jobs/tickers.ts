import type { Ticker } from "../../jobs/define-job.ts";
import { sweepOnce } from "../engine/sweep.ts";
import { pruneCalls } from "../external/prune-calls.ts";
import { followTicker } from "./follow-ticker.ts";
import { campaignTurns } from "./turns.ts";

/** What every worker does for campaigns by itself; all safe in several processes at once. */
export const campaignTickers: Ticker[] = [
  campaignTurns,
  followTicker(),
  { name: "campaigns.sweep", everyMs: 1_000, tick: sweepOnce },
  { name: "campaigns.prune-calls", everyMs: 600_000, tick: pruneCalls },
];
