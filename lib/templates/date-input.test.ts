import { expect, it } from "vitest";
import { render } from "./render.ts";
import { parseTemplate } from "./template.ts";

const now = new Date("2026-05-29T21:30:00Z");
const textOf = (text: string, when: string | number, timeZone = "Europe/Berlin") =>
  render(parseTemplate(text, "text"), { Profile: { when } }, { now, timeZone }).text;

it("a date before 1970 is a date as well", () => {
  expect(textOf('{{ Profile.when }}|{{ Profile.when | date: "%d.%m.%Y" }}', "$D_-157766400")).toBe(
    "1965-01-01 01:00:00|01.01.1965",
  );
});

it.each([
  ["2026-02-01", "2026-02-01 00:00"],
  ["2026-02-01 10:00:00", "2026-02-01 10:00"],
  ["2026-07-01T10:00", "2026-07-01 10:00"],
  ["14 Mar 2026 10:00", "2026-03-14 10:00"],
  ["2026-02-01T10:00:00Z", "2026-02-01 05:00"],
  ["Sun, 01 Feb 2026 10:00:00 GMT", "2026-02-01 05:00"],
  ["1769940000", "2026-02-01 05:00"],
  ["1769940000000", "2026-02-01 05:00"],
  [1_769_940_000, "2026-02-01 05:00"],
  [1_769_940_000_999, "2026-02-01 05:00"],
  [1e300, "1e+300"],
  ["someday", "someday"],
])("%s without a zone is what the clocks of the message's zone show", (when, expected) => {
  const { TZ } = process.env;
  try {
    for (const zone of ["UTC", "Asia/Kolkata", "America/Los_Angeles"]) {
      process.env.TZ = zone;
      const text = textOf('{{ Profile.when | date: "%Y-%m-%d %H:%M" }}', when, "America/New_York");
      expect(text, zone).toBe(expected);
    }
  } finally {
    process.env.TZ = TZ ?? "";
    if (TZ === undefined) {
      delete process.env.TZ;
    }
  }
});

it("Liquid's short formats are known", () => {
  expect(textOf('{{ Profile.when | date: "%D|%F|%R|%T|%r|%%F" }}', "2026-02-01T13:04:05Z")).toBe(
    "02/01/26|2026-02-01|14:04|14:04:05|02:04:05 PM|%F",
  );
});
