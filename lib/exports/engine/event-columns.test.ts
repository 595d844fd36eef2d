import { expect, test } from "vitest";
import { isoOf } from "./event-columns.ts";

test.each([
  ["2026-01-01 00:00:00", "2026-01-01T00:00:00.000Z"],
  ["2026-01-01 23:59:59.9", "2026-01-01T23:59:59.900Z"],
  ["2026-01-01 23:59:59.05", "2026-01-01T23:59:59.050Z"],
  ["2026-01-01 23:59:59.123", "2026-01-01T23:59:59.123Z"],
])("%s becomes %s", (text, iso) => {
  expect(isoOf(text)).toBe(iso);
});
