import { describe, expect, test } from "vitest";
import { happenedAt, readDate } from "./call-times.ts";

const at = (time: string) => Date.parse(`2026-05-01T${time}Z`);

describe("a call's time", () => {
  test.each([
    ["a right clock changes nothing", "10:00:00", "10:00:00", "09:58:00", "09:58:00"],
    ["a clock two hours fast is put right", "10:00:00", "12:00:00", "11:58:00", "09:58:00"],
    ["a clock two hours slow is put right", "10:00:00", "08:00:00", "07:58:00", "09:58:00"],
    ["what was sent before it happened is now", "10:00:00", "09:00:00", "09:30:00", "10:00:00"],
  ])("%s", (_what, receivedAt, sentAt, original, expected) => {
    expect(happenedAt(at(receivedAt), at(sentAt), at(original))).toBe(at(expected));
  });

  test("without the time of sending the sender's word counts, but never the future", () => {
    expect(happenedAt(at("10:00:00"), undefined, at("09:00:00"))).toBe(at("09:00:00"));
    expect(happenedAt(at("10:00:00"), undefined, at("11:00:00"))).toBe(at("10:00:00"));
  });

  test("without any time it is the time of receipt", () => {
    expect(happenedAt(at("10:00:00"), at("09:00:00"), undefined)).toBe(at("10:00:00"));
  });

  test("a sender's clock in another century does not lead before 1970", () => {
    const sentAt = Date.UTC(2099, 0, 1);
    expect(happenedAt(at("10:00:00"), sentAt, Date.UTC(1971, 0, 1))).toBe(0);
  });
});

describe("reading dates", () => {
  test.each([
    ["2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31T12:00:00+0200", "2026-01-31T10:00:00.000Z"],
    ["2026-01-31 12:00:00", "2026-01-31T12:00:00.000Z"],
    ["2026-01-31T12:00:00.123456Z", "2026-01-31T12:00:00.123Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
  ])("%s is %s", (text, iso) => {
    expect(new Date(readDate(text, "timestamp") ?? 0).toISOString()).toBe(iso);
  });

  test.each([
    "-009999-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31",
    "2026-13-01",
    "1.5.2026",
    "yesterday",
    "",
    5,
    {},
    true,
  ])("%j is refused by name", (value) => {
    expect(() => readDate(value, "batch[2].timestamp")).toThrow(/^batch\[2\]\.timestamp: /);
  });

  test("absent and null are no date", () => {
    expect(readDate(undefined, "sentAt")).toBeUndefined();
    expect(readDate(null, "sentAt")).toBeUndefined();
  });
});
