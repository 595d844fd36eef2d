import { DateTime } from "luxon";
import type { QuietHours } from "./schema.ts";
import { onWallClock } from "./wall-clock.ts";

const iso = (day: DateTime): string => day.toFormat("yyyy-MM-dd");

/** The end of the quiet hours that a moment lies in, by the clocks of `zone`; null where it lies in none. */
function endOfOne(hours: QuietHours, zone: string, at: Date): Date | null {
  const today = DateTime.fromJSDate(at, { zone }).startOf("day");
  let end: Date | null = null;
  // Those of yesterday may go on over midnight.
  for (const day of [today.minus({ days: 1 }), today]) {
    for (const { weekdays, from, to } of hours) {
      if (!weekdays.includes(day.weekday)) {
        continue;
      }
      const begins = onWallClock(iso(day), from, zone);
      const stops = onWallClock(iso(to > from ? day : day.plus({ days: 1 })), to, zone);
      if (begins <= at && at < stops && (end === null || stops > end)) {
        end = stops;
      }
    }
  }
  return end;
}

/** No row of quiet hours is longer: whoever has so many has nothing else. */
const MOST_ROWS = 8 * 21;

/**
 * The first moment from `at` on that lies in no quiet hours of somebody whose clocks are those of `zone`: `at` itself where
 * there are none then. Null where all hours of the week are quiet.
 */
export function quietUntil(hours: QuietHours, zone: string, at: Date): Date | null {
  let moment = at;
  for (let row = 0; row < MOST_ROWS; row += 1) {
    const end = endOfOne(hours, zone, moment);
    if (end === null) {
      return moment;
    }
    moment = end;
  }
  return null;
}
