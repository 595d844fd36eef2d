import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const nowMs = Date.parse("2026-03-01T12:00:00.000Z");

test.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ["", undefined],
  ["soon", undefined],
  ["-1", undefined],
  ["0", 0],
  ["7", 7_000],
  [" 1.5 ", 1_500],
  ["3600", 3_600_000],
  ["3601", 3_600_000],
  ["99999999999999999999", 3_600_000],
  ["9".repeat(400), 3_600_000],
  ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
  ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
  ["Fri, 31 Dec 9999 23:59:59 GMT", 3_600_000],
])("Retry-After %j", (header, expected) => {
  expect(retryAfterMs(header, nowMs)).toBe(expected);
});
