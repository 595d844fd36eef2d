import { type Beginning, begunNow, earliestOf } from "@/lib/delivery/when/begun.ts";
import { nextRuns } from "@/lib/delivery/when/occurrences.ts";
import { recurrence as recurrenceSchema } from "@/lib/delivery/when/schema.ts";
import { onWallClock } from "@/lib/delivery/when/wall-clock.ts";
import { campaignWhenMessages as words } from "@/lib/messages/campaign-when.ts";
import type { Recurrence, Slot } from "../draft-parts.ts";

const weekdayOf = (day: number): string => words.weekdayLong[day - 1] ?? "";

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** "Sat, 7 Mar 2026, 09:00 CET": a moment on the clocks of a zone, which is named. */
export function momentWords(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    ...{ weekday: "short", day: "numeric", month: "short", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
  }).format(at);
}

/** A wall-clock text such as 2026-03-07T09:00 in words; the text itself where it is none. */
export function wallWords(text: string, zone: string): string {
  const [day = "", time = ""] = text.split("T");
  const at =
    /^\d{4}-\d{2}-\d{2}$/.test(day) && /^\d{2}:\d{2}$/.test(time) ? onWallClock(day, time, zone) : null;
  return at && !Number.isNaN(at.getTime()) ? momentWords(at, zone) : text;
}

/** "2026-12-24" as "24 Dec 2026". */
export function dayWords(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime())
    ? day
    : new Intl.DateTimeFormat("en-GB", {
        timeZone: "UTC",
        ...{ day: "numeric", month: "short", year: "numeric" },
      }).format(at);
}

/** "10 minutes", "1 day". */
export const waitWords = ({ count, unit }: { count: number; unit: string }): string =>
  `${count.toLocaleString("en")} ${count === 1 ? unit.slice(0, -1) : unit}`;

function repeatWords({ repeat }: Recurrence): string {
  switch (repeat.every) {
    case "days":
      return repeat.count === 1 ? "every day" : `every ${repeat.count} days`;
    case "weeks": {
      const days = listed([...repeat.weekdays].sort((a, b) => a - b).map(weekdayOf));
      return `${repeat.count === 1 ? "every week" : `every ${repeat.count} weeks`} on ${days || "…"}`;
    }
    case "months":
      switch (repeat.on.kind) {
        case "day":
          return `on day ${repeat.on.day || "…"} of each month`;
        case "last_day":
          return "on the last day of each month";
        case "weekday": {
          const nth = words.recurring.nths[String(repeat.on.nth) as keyof typeof words.recurring.nths];
          return `on the ${nth} ${weekdayOf(repeat.on.weekday)} of each month`;
        }
      }
  }
}

function endWords({ ends }: Recurrence): string {
  switch (ends.kind) {
    case "never":
      return "without an end";
    case "on":
      return `until ${dayWords(ends.day)}`;
    case "after":
      return `${ends.runs} ${ends.runs === 1 ? "time" : "times"}`;
  }
}

/** "Every 2 weeks on Monday and Friday at 09:00 (Europe/Berlin), from 7 Mar 2026, without an end". */
export function recurrenceWords(given: Recurrence, zone: string): string {
  const text = `${repeatWords(given)} at ${given.time} (${zone}), from ${dayWords(given.from)}, ${endWords(given)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Mon, Tue 21:00-09:00". */
export function slotWords({ weekdays, from, to }: Slot): string {
  const days =
    weekdays.length === 7 ? "every day" : weekdays.map((day) => words.weekdayNames[day - 1]).join(", ");
  return `${days} ${from}–${to}`;
}

/** "every day", "on Monday and Friday". */
export const onDaysWords = (weekdays: readonly number[]): string =>
  weekdays.length === 7 ? "every day" : `on ${listed(weekdays.toSorted((a, b) => a - b).map(weekdayOf))}`;

/**
 * The next runs of a recurrence; null while it is not complete. `begins`: it begins at that moment, as a campaign does when
 * it is published.
 */
export function nextRunsOf(
  given: Recurrence,
  zone: string,
  after: Date,
  count: number,
  begins?: Pick<Beginning, "ownClocks">,
): Date[] | null {
  const parsed = recurrenceSchema.safeParse(given);
  if (!parsed.success || !begins) {
    return parsed.success ? nextRuns(parsed.data, zone, after, count) : null;
  }
  const beginning = { zone, now: after, ownClocks: begins.ownClocks };
  const begun = begunNow(parsed.data, beginning);
  return nextRuns(begun, zone, earliestOf(begun, beginning), count);
}
