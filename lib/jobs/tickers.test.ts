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
