import { DateTime } from "luxon";

const MINUTE_MS = 60_000;

/**
 * When a clock on a wall of `zone` shows a time (HH:mm) of a day (YYYY-MM-DD). A time that the clocks skip is the moment
 * they jump to; of one that they show twice it is the first.
 */
export function onWallClock(day: string, time: string, zone: string): Date {
  const shown = DateTime.fromISO(`${day}T${time}`, { zone });
  if (shown.toFormat("HH:mm") === time) {
    const before = shown.minus({ hours: 1 });
    return (before.toFormat("yyyy-MM-dd HH:mm") === `${day} ${time}` ? before : shown).toJSDate();
  }
  // It lies as long after the jump as the wanted time would: look for the minute in which the offset became what it is.
  let [low, high] = [shown.minus({ hours: 24 }).toMillis(), shown.toMillis()];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (DateTime.fromMillis(middle, { zone }).offset === shown.offset) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return new Date(high);
}
