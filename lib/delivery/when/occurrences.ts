import { DateTime } from "luxon";
import type { Recurrence } from "./schema.ts";
import { onWallClock } from "./wall-clock.ts";

type OnMonth = Extract<Recurrence["repeat"], { every: "months" }>["on"];

/** The day of a month that is meant; null where the month has none, as of the 31st. */
function dayOfMonth(month: DateTime, on: OnMonth): DateTime | null {
  switch (on.kind) {
    case "day":
      return on.day <= (month.daysInMonth ?? 0) ? month.set({ day: on.day }) : null;
    case "last_day":
      return month.endOf("month").startOf("day");
    case "weekday": {
      if (on.nth === "last") {
        const last = month.endOf("month").startOf("day");
        return last.minus({ days: (last.weekday - on.weekday + 7) % 7 });
      }
      return month.plus({ days: ((on.weekday - month.weekday + 7) % 7) + 7 * (on.nth - 1) });
    }
  }
}

/** The days of a recurrence from its first day on, without an end. Days of a calendar, so in UTC, which has no gaps. */
function* daysOf({ from, repeat }: Recurrence): Generator<DateTime> {
  const first = DateTime.fromISO(from, { zone: "UTC" });
  switch (repeat.every) {
    case "days":
      for (let day = first; ; day = day.plus({ days: repeat.count })) {
        yield day;
      }
    case "weeks": {
      const weekdays = [...new Set(repeat.weekdays)].sort((a, b) => a - b);
      for (let week = first.startOf("week"); ; week = week.plus({ weeks: repeat.count })) {
        yield* weekdays.map((weekday) => week.plus({ days: weekday - 1 })).filter((day) => day >= first);
      }
    }
    case "months":
      for (let month = first.startOf("month"); ; month = month.plus({ months: 1 })) {
        const day = dayOfMonth(month, repeat.on);
        if (day && day >= first) {
          yield day;
        }
      }
  }
}

/**
 * The days (YYYY-MM-DD) on which a recurrence runs, in order, up to its end. `after` n runs ends after n of these days,
 * whether or not something could be sent on them.
 */
export function* runDays(recurrence: Recurrence): Generator<string> {
  const { ends } = recurrence;
  let runs = 0;
  for (const date of daysOf(recurrence)) {
    const day = date.toFormat("yyyy-MM-dd");
    if ((ends.kind === "on" && day > ends.day) || (ends.kind === "after" && runs >= ends.runs)) {
      return;
    }
    runs += 1;
    yield day;
  }
}

/** The next runs after a moment, on the clocks of `zone`; fewer than `count` where it ends before. */
export function nextRuns(recurrence: Recurrence, zone: string, after: Date, count: number): Date[] {
  const found: Date[] = [];
  for (const day of runDays(recurrence)) {
    const at = onWallClock(day, recurrence.time, zone);
    if (at > after) {
      found.push(at);
    }
    if (found.length >= count) {
      break;
    }
  }
  return found;
}
