import { describe, expect, test } from "vitest";
import { Fault } from "../kernel/fault.ts";
import { periodOf, type RangeChoice } from "./ranges.ts";

const now = new Date("2026-03-15T10:00:00Z");

describe("periods by choice", () => {
  test.each<[string, RangeChoice, string, string, string]>([
    [
      "a day in UTC",
      { kind: "day", date: "2026-03-10" },
      "UTC",
      "2026-03-10T00:00:00Z",
      "2026-03-11T00:00:00Z",
    ],
    [
      "a day in New York",
      { kind: "day", date: "2026-03-10" },
      "America/New_York",
      "2026-03-10T04:00:00Z",
      "2026-03-11T04:00:00Z",
    ],
    [
      "the day on which New York's clocks go forward has 23 hours",
      { kind: "day", date: "2026-03-08" },
      "America/New_York",
      "2026-03-08T05:00:00Z",
      "2026-03-09T04:00:00Z",
    ],
    [
      "a range includes both of its days",
      { kind: "range", from: "2026-03-01", to: "2026-03-03" },
      "Asia/Kolkata",
      "2026-02-28T18:30:00Z",
      "2026-03-03T18:30:00Z",
    ],
    ["yesterday", { kind: "yesterday" }, "UTC", "2026-03-14T00:00:00Z", "2026-03-15T00:00:00Z"],
    [
      "yesterday where it is already tomorrow",
      { kind: "yesterday" },
      "Pacific/Kiritimati",
      "2026-03-14T10:00:00Z",
      "2026-03-15T10:00:00Z",
    ],
    [
      "the last seven days with today",
      { kind: "last_7_days" },
      "UTC",
      "2026-03-09T00:00:00Z",
      "2026-03-16T00:00:00Z",
    ],
    [
      "the current month to today",
      { kind: "current_month" },
      "UTC",
      "2026-03-01T00:00:00Z",
      "2026-03-16T00:00:00Z",
    ],
    ["the previous month", { kind: "previous_month" }, "UTC", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"],
  ])("%s", (_name, choice, zone, from, to) => {
    expect(periodOf(choice, now, zone)).toEqual({ from: new Date(from), to: new Date(to) });
  });

  test("the previous month is cut where it began more than 60 days ago", () => {
    const period = periodOf({ kind: "previous_month" }, new Date("2026-08-31T12:00:00Z"), "UTC");
    expect(period).toEqual({ from: new Date("2026-07-02T00:00:00Z"), to: new Date("2026-08-01T00:00:00Z") });
  });

  test("yesterday counts from the day on which the export leaves", () => {
    expect(periodOf({ kind: "yesterday" }, now, "UTC", "2026-03-20").from).toEqual(
      new Date("2026-03-19T00:00:00Z"),
    );
  });
});

describe("refused", () => {
  test.each<[string, RangeChoice, string]>([
    ["61 days ago", { kind: "day", date: "2026-01-13" }, "range.date"],
    ["tomorrow", { kind: "day", date: "2026-03-16" }, "range.date"],
    [
      "a range that ends before it begins",
      { kind: "range", from: "2026-03-05", to: "2026-03-04" },
      "range.to",
    ],
    ["a range that begins too early", { kind: "range", from: "2025-12-01", to: "2026-03-04" }, "range.from"],
    ["a range that ends too late", { kind: "range", from: "2026-03-01", to: "2026-04-01" }, "range.to"],
    ["a range without its first day", { kind: "range", to: "2026-03-01" }, "range.from"],
    ["a day that is none", { kind: "day", date: "2026-02-31" }, "range.date"],
  ])("%s", (_name, choice, path) => {
    try {
      periodOf(choice, now, "UTC");
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
      expect((error as Fault).problems[0]?.path).toBe(path);
      return;
    }
    expect.unreachable("it was accepted");
  });

  test("the 60th day back is the first that is accepted", () => {
    expect(periodOf({ kind: "day", date: "2026-01-14" }, now, "UTC").from).toEqual(
      new Date("2026-01-14T00:00:00Z"),
    );
  });
});
