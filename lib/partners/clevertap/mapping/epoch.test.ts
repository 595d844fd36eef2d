import { afterEach, expect, test } from "vitest";
import type { Json } from "../../../kernel/json.ts";
import { epochOf } from "./epoch.ts";

test.each<[string, Json | undefined, number | string | undefined]>([
  ["seconds stay", 1_767_225_600, 1_767_225_600],
  ["milliseconds stay", 1_767_225_600_123, 1_767_225_600_123],
  ["zero stays", 0, 0],
  ["a number in a text stays a text", "1767225600", "1767225600"],
  ["a date with Z", "2026-01-01T00:00:00Z", 1_767_225_600],
  ["parts of a second are cut off", "2026-01-01T00:00:00.999Z", 1_767_225_600],
  ["before 1970, too, towards the past", "1969-12-31T23:59:59.500Z", -1],
  ["a date with an offset", "2026-01-01T05:30:00+05:30", 1_767_225_600],
  ["a day is its midnight in UTC", "2026-01-01", 1_767_225_600],
  ["a time without a zone is UTC", "2026-01-01T00:00:00", 1_767_225_600],
  ["one with a blank too", "2026-01-01 00:00:00.250", 1_767_225_600],
  ["an English date without a zone is UTC", "Jan 1, 2026 00:00:00", 1_767_225_600],
  ["an HTTP date", "Thu, 01 Jan 2026 00:00:00 GMT", 1_767_225_600],
  [
    "a date as JavaScript writes it",
    "Thu Jan 01 2026 05:30:00 GMT+0530 (India Standard Time)",
    1_767_225_600,
  ],
  ["with blanks around", " 2026-01-01T00:00:00Z ", 1_767_225_600],
  ["what is no date is left out", "yesterday", undefined],
  ["a day that no calendar has", "2026-13-40", undefined],
  ["an empty text", "", undefined],
  ["blanks", "  ", undefined],
  ["null", null, undefined],
  ["nothing", undefined, undefined],
  ["a boolean", true, undefined],
  ["a list", [1_767_225_600], undefined],
  ["an object", { toString: 1, valueOf: 2 }, undefined],
  ["a number that JSON cannot hold", Number.POSITIVE_INFINITY, undefined],
  ["a text that nobody would call a date", `${"9 ".repeat(100)}x`, undefined],
])("%s", (_name, value, expected) => {
  expect(epochOf(value)).toBe(expected);
});

const { TZ } = process.env;
afterEach(() => {
  if (TZ === undefined) {
    delete process.env.TZ;
  } else {
    process.env.TZ = TZ;
  }
});

test.each([
  ["01-01-2026", 1_767_225_600],
  ["1-1-2026", 1_767_225_600],
  ["Jan-01-2026", 1_767_225_600],
  ["01-01-2026 00:00", 1_767_225_600],
  ["01/01/2026", 1_767_225_600],
  ["2026-01-01 05:30:00.5 +0530", 1_767_225_600],
  ["Jan 1, 2026 05:30 AM +05:30", 1_767_225_600],
  ["Thu Jan 01 2026 05:30:00 GMT+0530 (India Standard Time)", 1_767_225_600],
])("%s is the same moment wherever Junction runs", (text, expected) => {
  for (const zone of ["UTC", "Asia/Kolkata", "America/Los_Angeles"]) {
    process.env.TZ = zone;
    expect(epochOf(text)).toBe(expected);
  }
});
