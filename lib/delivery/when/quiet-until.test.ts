import { expect, it } from "vitest";
import { quietUntil } from "./quiet-until.ts";
import { type QuietHours, quietHours } from "./schema.ts";

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const nights: QuietHours = quietHours.parse([{ weekdays: everyDay, from: "21:00", to: "09:00" }]);
const until = (hours: QuietHours, zone: string, at: string) =>
  quietUntil(hours, zone, new Date(at))?.toISOString();

it.each<[string, string, string, string]>([
  ["before they begin it may leave at once", "UTC", "2026-03-10T20:59:59.999Z", "2026-03-10T20:59:59.999Z"],
  [
    "from their first moment on it waits over midnight",
    "UTC",
    "2026-03-10T21:00:00.000Z",
    "2026-03-11T09:00:00.000Z",
  ],
  ["after midnight it waits for the same end", "UTC", "2026-03-11T08:59:59.999Z", "2026-03-11T09:00:00.000Z"],
  ["at their end it may leave", "UTC", "2026-03-11T09:00:00.000Z", "2026-03-11T09:00:00.000Z"],
  ["the person's clocks count", "America/New_York", "2026-03-10T21:00:00.000Z", "2026-03-10T21:00:00.000Z"],
  [
    "a night in which the clocks jump is shorter",
    "Europe/Berlin",
    "2026-03-28T21:00:00.000Z",
    "2026-03-29T07:00:00.000Z",
  ],
  [
    "and one in which they go back longer",
    "Europe/Berlin",
    "2026-10-24T21:00:00.000Z",
    "2026-10-25T08:00:00.000Z",
  ],
])("quiet hours from 21 to 9: %s", (_, zone, at, expected) => {
  expect(until(nights, zone, at)).toBe(expected);
});

it("hours of a night belong to the day on which it begins", () => {
  const fridays = quietHours.parse([{ weekdays: [5], from: "22:00", to: "06:00" }]);
  expect(until(fridays, "UTC", "2026-03-14T05:00:00.000Z")).toBe("2026-03-14T06:00:00.000Z");
  expect(until(fridays, "UTC", "2026-03-13T05:00:00.000Z")).toBe("2026-03-13T05:00:00.000Z");
});

it("what ends when others begin goes on, and where all hours are quiet there is no moment", () => {
  const day = quietHours.parse([
    { weekdays: [2], from: "21:00", to: "09:00" },
    { weekdays: [3], from: "09:00", to: "12:00" },
  ]);
  expect(until(day, "UTC", "2026-03-10T23:00:00.000Z")).toBe("2026-03-11T12:00:00.000Z");
  const always = quietHours.parse([
    { weekdays: everyDay, from: "00:00", to: "12:00" },
    { weekdays: everyDay, from: "12:00", to: "00:00" },
  ]);
  expect(quietUntil(always, "UTC", new Date("2026-03-10T23:00:00.000Z"))).toBeNull();
});

it("hours that end as they begin are refused at their end", () => {
  const [wrong] = quietHours.safeParse([{ weekdays: [7], from: "09:00", to: "09:00" }]).error?.issues ?? [];
  expect(wrong).toMatchObject({ path: [0, "to"], message: expect.stringContaining("The same time") });
});

it("nobody is quiet without hours", () => {
  expect(until([], "UTC", "2026-03-10T23:00:00.000Z")).toBe("2026-03-10T23:00:00.000Z");
});
