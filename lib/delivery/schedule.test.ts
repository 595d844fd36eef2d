import { describe, expect, test } from "vitest";
import { dayIn, nextRunAt, startOfDay } from "./schedule.ts";

const at = (text: string) => new Date(text);

test("a day starts at 12:00 a.m. of the zone, and at its first moment where clocks skip midnight", () => {
  expect(startOfDay("2026-06-01", "Europe/Berlin")).toEqual(at("2026-05-31T22:00:00Z"));
  // Lebanon's clocks go from 00:00 to 01:00.
  expect(startOfDay("2026-03-29", "Asia/Beirut")).toEqual(at("2026-03-28T22:00:00Z"));
});

test("a moment belongs to the calendar day of the zone", () => {
  expect(dayIn(at("2026-01-01T02:00:00Z"), "America/New_York")).toBe("2025-12-31");
});

describe("the next run", () => {
  test.each([
    [
      "is the start while that lies ahead",
      4,
      "2026-05-02T00:00:00Z",
      "2026-05-01T10:00:00Z",
      "UTC",
      "2026-05-02T00:00:00Z",
    ],
    [
      "keeps to hours counted from midnight",
      4,
      "2026-05-01T00:00:00Z",
      "2026-05-01T10:07:00Z",
      "UTC",
      "2026-05-01T12:00:00Z",
    ],
    [
      "is never the moment itself",
      6,
      "2026-05-01T00:00:00Z",
      "2026-05-01T12:00:00Z",
      "UTC",
      "2026-05-01T18:00:00Z",
    ],
    ["crosses midnight", 8, "2026-05-01T00:00:00Z", "2026-05-01T17:00:00Z", "UTC", "2026-05-02T00:00:00Z"],
    [
      "every 24 hours is the next midnight of the zone",
      24,
      "2026-05-01T04:00:00Z",
      "2026-05-03T12:00:00Z",
      "America/New_York",
      "2026-05-04T04:00:00Z",
    ],
    [
      "stays at midnight when clocks go forward",
      24,
      "2026-03-07T05:00:00Z",
      "2026-03-08T06:00:00Z",
      "America/New_York",
      "2026-03-09T04:00:00Z",
    ],
    [
      "stays at midnight when clocks go back",
      24,
      "2026-10-31T04:00:00Z",
      "2026-11-01T05:00:00Z",
      "America/New_York",
      "2026-11-02T05:00:00Z",
    ],
    [
      "keeps its hour after the clocks changed in between",
      12,
      "2026-03-08T05:00:00Z",
      "2026-03-08T05:30:00Z",
      "America/New_York",
      "2026-03-08T16:00:00Z",
    ],
  ])("%s", (_name, every, start, after, zone, expected) => {
    expect(nextRunAt(every, at(start), at(after), zone)).toEqual(at(expected));
  });

  test("a day of 23 or 25 hours has as many runs as any other", () => {
    for (const day of ["2026-03-08", "2026-11-01", "2026-06-01"]) {
      const start = startOfDay(day, "America/New_York");
      let runs = 0;
      for (let moment = start; dayIn(moment, "America/New_York") === day; runs += 1) {
        moment = nextRunAt(4, start, moment, "America/New_York");
      }
      expect(runs).toBe(6);
    }
  });
});
