import type { Ctx } from "../context.ts";
import { isConnectionLoss } from "../db/connection-loss.ts";
import { backoffMs } from "../kernel/backoff.ts";
import type { JobRun, Ticker } from "./define-job.ts";

/** Waits, until the time is over, there is something to do or the worker ends. */
class Pause {
  private wanted = false;
  private ring: () => void = () => {};

  /** Also when nobody waits just now: then the next pause is none. */
  readonly end = (): void => {
    this.wanted = true;
    this.ring();
  };

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.wanted && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener("abort", this.end, { once: true });
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      signal.removeEventListener("abort", this.end);
    }
    this.wanted = false;
  }
}

/** PostgreSQL is away: one line for all tickers, as each of them meets it, and one when it is back. */
class Outage {
  private isAway = false;

  begin(ctx: Ctx, error: unknown): void {
    if (!this.isAway) {
      this.isAway = true;
      ctx.log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        "PostgreSQL is away; background work waits for it",
      );
    }
  }

  end(ctx: Ctx): void {
    if (this.isAway) {
      this.isAway = false;
      ctx.log.info({}, "PostgreSQL is back; background work goes on");
    }
  }
}

async function loop(ctx: Ctx, run: JobRun, ticker: Ticker, pause: Pause, outage: Outage): Promise<void> {
  let failures = 0;
  while (!run.signal.aborted) {
    let more = false;
    try {
      more = await ticker.tick(ctx, run);
      outage.end(ctx);
      failures = 0;
    } catch (error) {
      failures += 1;
      // Once per outage, not once per try: a database that is away must not flood the log.
      if (isConnectionLoss(error)) {
        outage.begin(ctx, error);
      } else if (failures === 1) {
        ctx.log.error({ ticker: ticker.name, err: error }, "a ticker failed and will be tried again");
      }
    }
    if (!more) {
      const wait =
        failures === 0 ? ticker.everyMs : backoffMs(failures, { firstMs: ticker.everyMs, maxMs: 15_000 });
      await pause.wait(wait, run.signal);
    }
  }
}

/** Runs each ticker at its interval, one call of each at a time, and when it is woken, until stopped; a failing one backs off. */
export function startTickers(
  ctx: Ctx,
  run: JobRun,
  tickers: Ticker[],
): { wake(topic: string, workspaceId: string): void; stop(): Promise<void> } {
  const pauses = tickers.map(() => new Pause());
  const outage = new Outage();
  const loops = tickers.map((ticker, place) => loop(ctx, run, ticker, pauses[place] ?? new Pause(), outage));
  return {
    wake: (topic, workspaceId) => {
      for (const [place, { wakeOn, hear }] of tickers.entries()) {
        if (wakeOn === topic) {
          hear?.(workspaceId);
          pauses[place]?.end();
        }
      }
    },
    stop: async () => {
      await Promise.all(loops);
      await Promise.all(tickers.map((ticker) => ticker.end?.()));
    },
  };
}
