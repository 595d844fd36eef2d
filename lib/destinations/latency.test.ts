import { expect, test } from "vitest";
import { latencyStep, latencySteps, percentile } from "./latency.ts";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

function counted(times: number[]): number[] {
  const counts = latencySteps.map(() => 0);
  for (const ms of times) {
    counts[latencyStep(ms)] = (counts[latencyStep(ms)] ?? 0) + 1;
  }
  return counts;
}

test("the steps rise from 10 ms to 7 days", () => {
  expect([latencySteps[0], latencySteps.at(-1)]).toEqual([10, WEEK_MS]);
  expect([...latencySteps].sort((a, b) => a - b)).toEqual(latencySteps);
  expect(new Set(latencySteps).size).toBe(latencySteps.length);
});

test("every time falls into the first step that is not below it, the longest into the last", () => {
  for (const ms of [0, 10, 11, 15, 16, 999, DAY_MS, WEEK_MS, WEEK_MS + 1]) {
    const expected = latencySteps.findIndex((bound) => ms <= bound);
    expect([ms, latencyStep(ms)]).toEqual([ms, expected < 0 ? latencySteps.length - 1 : expected]);
  }
});

test("a percentile lies within a third of the true one, whatever the spread", () => {
  const times = Array.from({ length: 2_000 }, (_, index) => Math.round(12 * 1.006 ** index));
  for (const share of [0.5, 0.95]) {
    const actual = times[Math.ceil(share * times.length) - 1] ?? 0;
    const read = percentile(counted(times), share) ?? 0;
    expect(Math.abs(read - actual) / actual).toBeLessThan(0.34);
  }
});

test("nothing counted has no percentile; counts of the database and missing ones are taken as they are", () => {
  expect(percentile([], 0.5)).toBeNull();
  expect(percentile([0n, 0n], 0.95)).toBeNull();
  expect(percentile([0n, 4n], 1)).toBe(latencySteps[1]);
  expect(percentile([4], 0.5)).toBe(5);
});
