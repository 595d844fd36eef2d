import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../context.ts";
import { backoffMs } from "../kernel/backoff.ts";
import type { JobRun, Ticker } from "./define-job.ts";

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}

async function loop(ctx: Ctx, run: JobRun, ticker: Ticker): Promise<void> {
  let failures = 0;
  while (!run.signal.aborted) {
    let more = false;
    try {
      more = await ticker.tick(ctx, run);
      failures = 0;
    } catch (error) {
      failures += 1;
      // Once per outage, not once per try: a database that is away must not flood the log.
      if (failures === 1) {
        ctx.log.error({ ticker: ticker.name, err: error }, "a ticker failed and will be tried again");
      }
    }
    if (!more) {
      const wait =
        failures === 0 ? ticker.everyMs : backoffMs(failures, { firstMs: ticker.everyMs, maxMs: 15_000 });
      await pause(wait, run.signal);
    }
  }
}

/** Runs each ticker at its interval, one call of each at a time, until stopped; a failing one backs off. */
export function startTickers(ctx: Ctx, run: JobRun, tickers: Ticker[]): { stop(): Promise<void> } {
  const loops = tickers.map((ticker) => loop(ctx, run, ticker));
  return {
    stop: async () => {
      await Promise.all(loops);
      await Promise.all(tickers.map((ticker) => ticker.end?.()));
    },
  };
}
