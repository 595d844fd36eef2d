import { expect, it } from "vitest";
import type { Ctx } from "../context.ts";
import { silentLogger } from "../kernel/logger.ts";
import type { JobRun } from "./define-job.ts";
import { startTickers } from "./tickers.ts";

const ctx = { log: silentLogger } as Ctx;

function run() {
  const ending = new AbortController();
  const jobRun: JobRun = { signal: ending.signal, workerId: "w", attempt: 1 };
  return { ending, jobRun };
}

it("a ticker that is woken ticks at once, also when it is woken while it ticks, and others go on sleeping", async () => {
  const { ending, jobRun } = run();
  const ticks: string[] = [];
  let inTick: () => void = () => {};
  const tickers = startTickers(ctx, jobRun, [
    {
      name: "followed",
      everyMs: 3_600_000,
      wakeOn: "events",
      tick: async () => {
        ticks.push("followed");
        inTick();
        return false;
      },
    },
    {
      name: "other",
      everyMs: 3_600_000,
      tick: async () => {
        ticks.push("other");
        return false;
      },
    },
  ]);
  await expect.poll(() => ticks.length).toBe(2);
  inTick = () => {
    inTick = () => {};
    tickers.wake("events", "w1");
  };
  tickers.wake("events", "w1");
  await expect.poll(() => ticks).toEqual(["followed", "other", "followed", "followed"]);
  tickers.wake("segments", "w1");
  ending.abort();
  await tickers.stop();
  expect(ticks.filter((name) => name === "other")).toHaveLength(1);
});

it("tells of a database that is away in one line for all tickers, and in one that it is back", async () => {
  const { ending, jobRun } = run();
  const lines: string[] = [];
  const tell = (_fields: object, message: string) => void lines.push(message);
  const log = { debug: tell, info: tell, warn: tell, error: tell };
  let isAway = true;
  const ticks = [0, 0];
  const tickers = startTickers(
    { log } as Ctx,
    jobRun,
    ticks.map((_, place) => ({
      name: `ticker ${place}`,
      everyMs: 1,
      tick: async () => {
        ticks[place] = (ticks[place] ?? 0) + 1;
        if (isAway) {
          throw Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
        }
        return false;
      },
    })),
  );
  await expect.poll(() => Math.min(...ticks)).toBeGreaterThan(2);
  expect(lines).toEqual(["PostgreSQL is away; background work waits for it"]);
  isAway = false;
  await expect.poll(() => lines.length).toBe(2);
  ending.abort();
  await tickers.stop();
  expect(lines[1]).toBe("PostgreSQL is back; background work goes on");
});
