import { after, clockOnDay, nextClock, type Wait } from "./clocks.ts";

/**
 * When a delay is over that began at `from`. With a time of the clock: of whole days, that time of the day so many days on;
 * of minutes and hours, the first such time after them.
 */
export function delayedUntil(delay: Wait & { at: string | null }, from: Date, zone: string): Date {
  const over = after(from, delay, zone);
  if (delay.at === null) {
    return over;
  }
  return delay.unit === "days"
    ? clockOnDay(from, delay.count, delay.at, zone)
    : nextClock(over, delay.at, zone);
}
