import { DateTime } from "luxon";
import { z } from "zod";
import { quietUntil } from "../delivery/when/quiet-until.ts";
import type { QuietHours } from "../delivery/when/schema.ts";
import { onWallClock } from "../delivery/when/wall-clock.ts";

export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time such as 09:00");
/** A length of time of a wait. */
export const wait = z.object({
  count: z
    .number("Give a number")
    .int("Give a whole number")
    .min(1, "At least 1")
    .max(5_000, "At most 5,000"),
  unit: z.enum(["minutes", "hours", "days"]),
});
export type Wait = z.output<typeof wait>;

/** Minutes and hours run; days keep the time of day on the clocks of `zone`. */
export function after(from: Date, { count, unit }: Wait, zone: string): Date {
  if (unit !== "days") {
    return new Date(from.getTime() + count * (unit === "hours" ? 3_600_000 : 60_000));
  }
  return DateTime.fromJSDate(from, { zone })
    .plus({ [unit]: count })
    .toJSDate();
}

/** The first moment from `from` on at which clocks of `zone` show a time, on one of these weekdays (1 is Monday). */
export function nextClock(from: Date, time: string, zone: string, weekdays: readonly number[] = []): Date {
  let day = DateTime.fromJSDate(from, { zone }).startOf("day");
  for (let tries = 0; tries < 9; tries += 1) {
    const at = onWallClock(day.toFormat("yyyy-MM-dd"), time, zone);
    if (at >= from && (weekdays.length === 0 || weekdays.includes(day.weekday))) {
      return at;
    }
    day = day.plus({ days: 1 });
  }
  return from;
}

/** When a time of the clock on a day is, so many days from that on which a moment lies. */
export function clockOnDay(moment: Date, days: number, time: string, zone: string): Date {
  const day = DateTime.fromJSDate(moment, { zone }).plus({ days });
  return onWallClock(day.toFormat("yyyy-MM-dd"), time, zone);
}

/**
 * The first moment from `at` on that a message may leave; with a time of the clock that was chosen for it, that time on the
 * next day on which it is not quiet (contracts §10.1). Null where there is none.
 */
export function firstLoud(hours: QuietHours, zone: string, at: Date, time: string | null): Date | null {
  const loud = quietUntil(hours, zone, at);
  if (loud === null || time === null || loud.getTime() === at.getTime()) {
    return loud;
  }
  let next = loud;
  for (let day = 0; day < 8; day += 1) {
    next = nextClock(next, time, zone);
    if (quietUntil(hours, zone, next)?.getTime() === next.getTime()) {
      return next;
    }
    next = new Date(next.getTime() + 60_000);
  }
  return loud;
}
