import { describe, expect, it } from "vitest";
import { nextRuns, runDays } from "./occurrences.ts";
import { type Recurrence, recurrence } from "./schema.ts";

const asked = (repeat: Recurrence["repeat"], more: Partial<Recurrence> = {}): Recurrence =>
  recurrence.parse({ from: "2026-01-15", time: "09:00", repeat, ends: { kind: "never" }, ...more });
const firstDays = (given: Recurrence, count: number): string[] => {
  const days: string[] = [];
  for (const day of runDays(given)) {
    if (days.push(day) >= count) {
      break;
    }
  }
  return days;
};
const onThe = (day: number) => ({ every: "months", on: { kind: "day", day } }) as const;

describe("the days of a recurrence", () => {
  it.each<[string, Recurrence["repeat"], string[]]>([
    ["every day", { every: "days", count: 1 }, ["2026-01-15", "2026-01-16", "2026-01-17"]],
    ["every six days", { every: "days", count: 6 }, ["2026-01-15", "2026-01-21", "2026-01-27"]],
    [
      "every week on Monday and Thursday, from a Thursday on",
      { every: "weeks", count: 1, weekdays: [4, 1] },
      ["2026-01-15", "2026-01-19", "2026-01-22"],
    ],
    [
      "every second week on Monday: the week of the first day counts, its Monday is over",
      { every: "weeks", count: 2, weekdays: [1] },
      ["2026-01-26", "2026-02-09", "2026-02-23"],
    ],
    ["on the 7th, never on one before the first day", onThe(7), ["2026-02-07", "2026-03-07", "2026-04-07"]],
    ["on the 31st, in months that have one", onThe(31), ["2026-01-31", "2026-03-31", "2026-05-31"]],
    [
      "on the last day of each month",
      { every: "months", on: { kind: "last_day" } },
      ["2026-01-31", "2026-02-28", "2026-03-31"],
    ],
    [
      "on the second Tuesday",
      { every: "months", on: { kind: "weekday", nth: 2, weekday: 2 } },
      ["2026-02-10", "2026-03-10", "2026-04-14"],
    ],
    [
      "on the last Friday",
      { every: "months", on: { kind: "weekday", nth: "last", weekday: 5 } },
      ["2026-01-30", "2026-02-27", "2026-03-27"],
    ],
  ])("%s", (_, repeat, expected) => {
    expect(firstDays(asked(repeat), 3)).toEqual(expected);
  });

  it("end on the last day, that day included, or after so many", () => {
    const daily = { every: "days", count: 1 } as const;
    const on = asked(daily, { ends: { kind: "on", day: "2026-01-17" } });
    expect(firstDays(on, 9)).toEqual(["2026-01-15", "2026-01-16", "2026-01-17"]);
    expect(firstDays(asked(daily, { ends: { kind: "after", runs: 2 } }), 9)).toEqual([
      "2026-01-15",
      "2026-01-16",
    ]);
  });

  it("of 29 February are those of leap years", () => {
    const leap = asked(onThe(29), { from: "2027-02-01", ends: { kind: "on", day: "2028-03-01" } });
    expect(firstDays(leap, 20)).toContain("2028-02-29");
    expect(firstDays(leap, 20)).not.toContain("2027-02-28");
  });
});

describe("the next runs", () => {
  it("keep their time of the day when the clocks change", () => {
    const daily = asked({ every: "days", count: 1 }, { from: "2026-03-28" });
    expect(nextRuns(daily, "Europe/Berlin", new Date("2026-03-28T00:00:00Z"), 2)).toEqual([
      new Date("2026-03-28T08:00:00Z"),
      new Date("2026-03-29T07:00:00Z"),
    ]);
  });

  it("are at the moment to which the clocks jump when they skip the time, and at the first of two", () => {
    const at = (from: string) => asked({ every: "days", count: 1 }, { from, time: "02:30" });
    const [skipped] = nextRuns(at("2026-03-29"), "Europe/Berlin", new Date("2026-03-28T12:00:00Z"), 1);
    expect(skipped).toEqual(new Date("2026-03-29T01:00:00Z"));
    const [twice] = nextRuns(at("2026-10-25"), "Europe/Berlin", new Date("2026-10-24T12:00:00Z"), 1);
    expect(twice).toEqual(new Date("2026-10-25T00:30:00Z"));
    const [halfHour] = nextRuns(
      asked({ every: "days", count: 1 }, { from: "2026-10-04", time: "02:15" }),
      "Australia/Lord_Howe",
      new Date("2026-10-03T00:00:00Z"),
      1,
    );
    expect(halfHour).toEqual(new Date("2026-10-03T15:30:00Z"));
  });

  it("are after the moment that is given, and none when it has ended", () => {
    const twice = asked({ every: "days", count: 1 }, { ends: { kind: "after", runs: 2 } });
    expect(nextRuns(twice, "UTC", new Date("2026-01-15T09:00:00Z"), 3)).toEqual([
      new Date("2026-01-16T09:00:00Z"),
    ]);
    expect(nextRuns(twice, "UTC", new Date("2026-01-16T09:00:00Z"), 3)).toEqual([]);
  });
});

it.each<[string, object]>([
  ["repeat.count", { repeat: { every: "days", count: 7 } }],
  ["repeat.weekdays", { repeat: { every: "weeks", count: 1, weekdays: [] } }],
  ["time", { time: "25:00" }],
  ["ends.day", { ends: { kind: "on", day: "2026-01-14" } }],
  ["ends.day", { ends: { kind: "on", day: "" } }],
])("a recurrence that cannot be names the field: %s", (path, wrong) => {
  const given = {
    from: "2026-01-15",
    time: "09:00",
    repeat: { every: "days", count: 1 },
    ends: { kind: "never" },
  };
  const result = recurrence.safeParse({ ...given, ...wrong });
  expect(result.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});
