import { DateTime } from "luxon";

/** 12:00 a.m. of a day (YYYY-MM-DD) in `zone`; the day's first moment where clocks skip midnight. */
export function startOfDay(day: string, zone: string): Date {
  return DateTime.fromISO(day, { zone }).startOf("day").toJSDate();
}

/** The calendar day of a moment in `zone`, as YYYY-MM-DD. */
export function dayIn(moment: Date, zone: string): string {
  return DateTime.fromJSDate(moment, { zone }).toFormat("yyyy-MM-dd");
}

/**
 * The first run after `after` of an export that starts at `startAt` and runs every `everyHours` (4, 6, 8, 12 or 24). Runs
 * keep to the wall clock of `zone` (every 4 h: 12, 4, 8 a.m. …), so that a change of the clocks moves none of them for
 * good; a time that the clocks skip is run at the moment they jump to.
 */
export function nextRunAt(everyHours: number, startAt: Date, after: Date, zone: string): Date {
  const start = DateTime.fromJSDate(startAt, { zone });
  if (startAt > after) {
    return startAt;
  }
  let day = DateTime.max(start, DateTime.fromJSDate(after, { zone })).startOf("day");
  for (;;) {
    for (let hour = 0; hour < 24; hour += everyHours) {
      const slot = day.set({ hour }).toJSDate();
      if (slot > after && slot >= startAt) {
        return slot;
      }
    }
    day = day.plus({ days: 1 }).startOf("day");
  }
}
