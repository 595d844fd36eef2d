import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { onWallClock } from "./wall-clock.ts";
import { zoneOr } from "./zone-or.ts";

it.each([
  ["Asia/Kolkata", "2026-07-01T03:30:00.000Z"],
  ["PST", "2026-07-01T16:00:00.000Z"],
  ["GMT-8:00", "2026-07-01T17:00:00.000Z"],
  ["GMT+05:30", "2026-07-01T03:30:00.000Z"],
  ["UTC+9", "2026-07-01T00:00:00.000Z"],
  ["+0545", "2026-07-01T03:15:00.000Z"],
  [" -03:00 ", "2026-07-01T12:00:00.000Z"],
])("nine o'clock of somebody whose time zone is %s", (zone, expected) => {
  const own = zoneOr(zone, "Europe/Berlin");
  expect(onWallClock("2026-07-01", "09:00", own).toISOString()).toBe(expected);
  expect(DateTime.fromISO(expected, { zone: own }).toFormat("HH:mm")).toBe("09:00");
});

it.each([null, "", "Mars/Olympus", "GMT+15:00", "+5:99", "0530", "12"])(
  "what says no time zone is the workspace's: %s",
  (zone) => {
    expect(zoneOr(zone, "Europe/Berlin")).toBe("Europe/Berlin");
  },
);
