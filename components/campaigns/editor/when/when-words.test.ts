import { describe, expect, test } from "vitest";
import { blankCampaign } from "@/lib/campaigns/blank.ts";
import { channelKits } from "@/lib/channels/catalog.ts";
import type { Recurrence } from "../../../form/draft-parts.ts";
import { nextRunsOf, recurrenceWords, slotWords, wallWords } from "../../../form/when/time-words.ts";
import { readDraft } from "../draft.ts";
import { isLongDelay, scheduleWords } from "./when-words.ts";

const past = readDraft(blankCampaign(channelKits.segment, "past"));

const base: Recurrence = {
  from: "2026-01-31",
  time: "09:00",
  repeat: { every: "months", on: { kind: "day", day: 31 } },
  ends: { kind: "never" },
};

describe("a recurrence in words", () => {
  const zone = "Europe/Berlin";
  test.each<[Partial<Recurrence>, string]>([
    [{}, "On day 31 of each month at 09:00 (Europe/Berlin), from 31 Jan 2026, without an end"],
    [
      { repeat: { every: "days", count: 1 }, ends: { kind: "after", runs: 1 } },
      "Every day at 09:00 (Europe/Berlin), from 31 Jan 2026, 1 time",
    ],
    [
      { repeat: { every: "weeks", count: 2, weekdays: [5, 1, 3] }, ends: { kind: "on", day: "2026-12-24" } },
      "Every 2 weeks on Monday, Wednesday and Friday at 09:00 (Europe/Berlin), from 31 Jan 2026, until 24 Dec 2026",
    ],
    [
      { repeat: { every: "months", on: { kind: "weekday", nth: "last", weekday: 5 } } },
      "On the last Friday of each month at 09:00 (Europe/Berlin), from 31 Jan 2026, without an end",
    ],
    [
      { repeat: { every: "months", on: { kind: "last_day" } } },
      "On the last day of each month at 09:00 (Europe/Berlin), from 31 Jan 2026, without an end",
    ],
  ])("%#", (changes, said) => {
    expect(recurrenceWords({ ...base, ...changes }, zone)).toBe(said);
  });

  test("that is not complete has no next runs, and is said all the same", () => {
    const open: Recurrence = { ...base, repeat: { every: "weeks", count: 1, weekdays: [] } };
    expect(nextRunsOf(open, zone, new Date("2026-01-01T00:00:00Z"), 3)).toBeNull();
    expect(recurrenceWords(open, zone)).toContain("every week on …".replace("every", "Every"));
  });

  test("runs next on days that months have, at the wall's time on both sides of a change of the clocks", () => {
    const runs = nextRunsOf(base, zone, new Date("2026-01-31T08:00:00Z"), 3);
    expect(runs?.map((at) => at.toISOString())).toEqual([
      "2026-03-31T07:00:00.000Z",
      "2026-05-31T07:00:00.000Z",
      "2026-07-31T07:00:00.000Z",
    ]);
  });
});

test("a campaign that is begun now counts its runs from the first that there can be", () => {
  const daily: Recurrence = {
    from: "2026-01-15",
    time: "09:00",
    repeat: { every: "days", count: 1 },
    ends: { kind: "after", runs: 2 },
  };
  const at = new Date("2026-01-15T12:00:00Z");
  const days = (given: Recurrence, begins?: { ownClocks: boolean }) =>
    nextRunsOf(given, "UTC", at, 3, begins)?.map((each) => each.toISOString().slice(0, 10));
  expect(days(daily, { ownClocks: false })).toEqual(["2026-01-16", "2026-01-17"]);
  expect(days(daily)).toEqual(["2026-01-16"]);
  const monthly: Recurrence = {
    ...daily,
    time: "18:00",
    repeat: { every: "months", on: { kind: "day", day: 15 } },
  };
  expect(days(monthly, { ownClocks: false })).toEqual(["2026-01-15", "2026-02-15"]);
  expect(days(monthly, { ownClocks: true })).toEqual(["2026-02-15", "2026-03-15"]);
});

test("a campaign on several dates says all of them, in their order", () => {
  const later = (at: string, ...also: string[]) =>
    scheduleWords({ ...past, when: { ...past.when, past: { kind: "later", at, also } } }, "Europe/Berlin");
  expect(later("2026-03-07T09:00")).toBe("Once, Sat, 7 Mar 2026, 09:00 CET");
  expect(later("2026-03-07T09:00", "2026-02-01T18:00")).toBe(
    "2 times: Sun, 1 Feb 2026, 18:00 CET; Sat, 7 Mar 2026, 09:00 CET",
  );
  expect(later("2026-03-07T09:00", "")).toBe("On several dates, one of them to be chosen");
});

test("a moment names its zone; what is no moment yet is left as it is", () => {
  expect(wallWords("2026-03-07T09:00", "Europe/Berlin")).toBe("Sat, 7 Mar 2026, 09:00 CET");
  expect(wallWords("", "Europe/Berlin")).toBe("");
  expect(wallWords("2026-03", "Europe/Berlin")).toBe("2026-03");
});

test("hours of a week are said by their days", () => {
  expect(slotWords({ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "21:00", to: "09:00" })).toBe(
    "every day 21:00–09:00",
  );
  expect(slotWords({ weekdays: [6, 7], from: "00:00", to: "12:00" })).toBe("Sat, Sun 00:00–12:00");
});

test("a delay of more than a day is a long one", () => {
  expect(isLongDelay({ count: 24, unit: "hours" })).toBe(false);
  expect(isLongDelay({ count: 25, unit: "hours" })).toBe(true);
  expect(isLongDelay({ count: 2, unit: "days" })).toBe(true);
});
