import { describe, expect, test } from "vitest";
import { happenedAt, readDate } from "./call-times.ts";

const at = (time: string) => Date.parse(`2026-05-01T${time}Z`);

describe("a call's time", () => {
  // Received at 10:00:00; a dash is a field that the sender left out.
  test.each([
    // what, timestamp, originalTimestamp, sentAt, expected
    ["a right clock changes nothing", "-", "09:58:00", "10:00:00", "09:58:00"],
    ["a clock two hours fast is put right", "-", "11:58:00", "12:00:00", "09:58:00"],
    ["a clock two hours slow is put right", "-", "07:58:00", "08:00:00", "09:58:00"],
    ["what was sent before it happened is now", "-", "09:30:00", "09:00:00", "10:00:00"],
    ["a caller's timestamp stands beside the SDK's own time", "03:00:00", "09:59:58", "10:00:00", "03:00:00"],
    ["so it does when the sender's clock is wrong", "03:00:00", "11:59:58", "12:00:00", "03:00:00"],
    ["so it does when nothing says when it was sent", "03:00:00", "09:59:58", "-", "03:00:00"],
    ["a timestamp alone stands where the clocks agree", "03:00:00", "-", "09:59:59", "03:00:00"],
    ["the way of a request is no wrong clock", "03:00:00", "-", "09:59:00", "03:00:00"],
    ["a timestamp alone is put right by a fast clock", "11:58:00", "-", "12:00:00", "09:58:00"],
    ["a timestamp alone is put right by a slow clock", "07:58:00", "-", "08:00:00", "09:58:00"],
    ["a timestamp alone, unsent, is the sender's word", "09:00:00", "-", "-", "09:00:00"],
    ["an original time alone, unsent, is the sender's word", "-", "09:00:00", "-", "09:00:00"],
    ["never the future, by a caller's word", "11:00:00", "09:59:58", "10:00:00", "10:00:00"],
    ["never the future, by a sender's word", "11:00:00", "-", "-", "10:00:00"],
    ["without any time it is the time of receipt", "-", "-", "09:00:00", "10:00:00"],
  ])("%s", (_what, timestamp, original, sentAt, expected) => {
    const said = (time: string) => (time === "-" ? undefined : at(time));
    const times = { timestamp: said(timestamp), original: said(original), sentAt: said(sentAt) };
    expect(happenedAt(at("10:00:00"), times)).toBe(at(expected));
  });

  test("a sender's clock in another century does not lead before 1970", () => {
    const times = { timestamp: undefined, original: Date.UTC(1971, 0, 1), sentAt: Date.UTC(2099, 0, 1) };
    expect(happenedAt(at("10:00:00"), times)).toBe(0);
  });
});

describe("reading dates", () => {
  test.each([
    ["2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31T12:00:00+0200", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31 12:00:00", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00:00.123456Z", "2026-01-31T12:00:00.123Z"],
    ["2026-01-31 12:00:00.5+00", "2026-01-31T12:00:00.500Z"],
    ["2026-01-31T12:00:00-05", "2026-01-31T17:00:00.000Z"],
    ["2026-01-31T12:00:00 +05:30", "2026-01-31T06:30:00.000Z"],
    ["2026-01-31 12:00:00 Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31t12:00z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["20260131T120000Z", "2026-01-31T12:00:00.000Z"],
    ["20260131T120000.5+0200", "2026-01-31T10:00:00.500Z"],
    ["20260131", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T12:00:00,250Z", "2026-01-31T12:00:00.250Z"],
    ["2026-01-31T12Z", "2026-01-31T12:00:00.000Z"],
    [" 2026-01-31T12:00:00Z\n", "2026-01-31T12:00:00.000Z"],
    ["2028-02-29T23:00:00-02:00", "2028-03-01T01:00:00.000Z"],
  ])("%s is %s", (text, iso) => {
    expect(new Date(readDate(text, "timestamp") ?? 0).toISOString()).toBe(iso);
  });

  test.each([
    "-009999-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-02-29",
    "2026-02-30T12:00:00Z",
    "2026-04-31T12:00:00+02:00",
    "2026-01-31T12:00:00+2",
    "2026-0131",
    "2026-01-31T1200:00Z",
    "2026-01-31T12:00:61Z",
    "1.5.2026",
    "yesterday",
    {},
    true,
  ])("%j is refused by name", (value) => {
    expect(() => readDate(value, "batch[2].timestamp")).toThrow(/^batch\[2\]\.timestamp: /);
  });

  test("absent, null, blank and a number are no date", () => {
    expect(readDate("", "sentAt")).toBeUndefined();
    expect(readDate("  ", "timestamp")).toBeUndefined();
    expect(readDate(1_767_225_600_000, "timestamp")).toBeUndefined();
    expect(readDate(undefined, "sentAt")).toBeUndefined();
    expect(readDate(null, "sentAt")).toBeUndefined();
  });
});
