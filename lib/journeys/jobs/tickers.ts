import type { Ticker } from "../../jobs/define-job.ts";
import { dueTicker } from "./due-ticker.ts";
import { followTicker } from "./follow-ticker.ts";
import { runTicker, tendTicker } from "./tend-tickers.ts";
import { journeyTurns } from "./turns.ts";

/** What every worker does for journeys by itself; all safe in several processes at once. */
export const journeyTickers: Ticker[] = [journeyTurns, followTicker(), dueTicker, runTicker, tendTicker];
