import { Info } from "luxon";
import type { Json } from "../../kernel/json.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** CleverTap's dates: seconds since 1970. */
const EPOCH = /^\$D_(-?\d{1,11})$/;
/** As junction_moments reads it: year, month, day; hour, minute, second, its fraction; the zone. */
const ISO =
  /^((?!0000)\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)? ?([Zz]|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)?)?$/;

/** The start of a day, as of a clock that runs by UTC; null where its month does not have it. */
function dayStart(year: number, month: number, day: number): number | null {
  // Date.UTC takes the years before 100 for those of the last century.
  const start = new Date(0);
  start.setUTCFullYear(year, month - 1, day);
  return start.getUTCMonth() === month - 1 ? start.getTime() : null;
}

/** PostgreSQL keeps whole microseconds. */
const secondsMs = (seconds = "0", fraction = "0"): number =>
  Math.floor(Math.round(Number(`${seconds}.${fraction}`) * 1_000_000) / 1_000);

/** How far ahead of UTC "+05:30", "-04" or "Z" is. */
function aheadMs(written: string): number {
  const digits = written.replace(/\D/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (written.startsWith("-") ? -minutes : minutes) * MINUTE_MS;
}

/**
 * The moment at which the clocks of a zone show a time, as PostgreSQL tells it: of a time that they skip as if they had not
 * been put forward yet, of one that they show twice the second.
 */
function shownAt(local: number, zone: string): number {
  const own = Info.normalizeZone(zone);
  const aheadAt = (ms: number) => Math.round(own.offset(ms) * MINUTE_MS);
  const before = aheadAt(local - DAY_MS);
  const after = aheadAt(local + DAY_MS);
  const isAfter = aheadAt(local - after) === after;
  return local - (isAfter ? after : before);
}

/**
 * The moment that a property's value says, to the millisecond begun: an ISO 8601 date or time, read on the clocks of `zone`
 * where it names no zone, or CleverTap's "$D_<seconds>". Null where it says none.
 */
export function readMoment(value: Json, zone: string): Date | null {
  if (typeof value !== "string") {
    return null;
  }
  const epoch = EPOCH.exec(value);
  if (epoch) {
    return new Date(Number(epoch[1]) * SECOND_MS);
  }
  const read = ISO.exec(value);
  if (!read) {
    return null;
  }
  const [, year, month, day, hour = "0", minute = "0", second, fraction, written] = read;
  const start = dayStart(Number(year), Number(month), Number(day));
  if (start === null) {
    return null;
  }
  const local = start + (Number(hour) * 60 + Number(minute)) * MINUTE_MS + secondsMs(second, fraction);
  return new Date(written === undefined ? shownAt(local, zone) : local - aheadMs(written));
}
