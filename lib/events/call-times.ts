import { wrongValue } from "./refusal.ts";

/** The extended form of ISO 8601 and the basic one, in which nothing parts days and hours: 20260131T120000Z. */
const isoDate =
  /^(?<year>\d{4})(?<dash>-?)(?<month>\d\d)\k<dash>(?<day>\d\d)(?:[T ](?<hour>\d\d)(?:(?<colon>:?)(?<minute>\d\d)(?:\k<colon>(?<second>\d\d)(?:[.,](?<fraction>\d{1,12}))?)?)?(?: ?(?<zone>Z|[+-]\d\d(?::?\d\d)?))?)?$/i;
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/**
 * Reads an ISO 8601 date; one without a zone is UTC. Undefined when absent or blank, and where it is a number, which
 * RudderStack's server takes for no time either (its `GetParsedTimestamp` reads texts alone). Refuses by name what is no such
 * date.
 */
export function readDate(value: unknown, field: string): number | undefined {
  if (value === undefined || value === null || typeof value === "number") {
    return undefined;
  }
  const text = typeof value === "string" ? value.trim() : null;
  if (text === "") {
    return undefined;
  }
  const parts = text !== null && text.length <= 40 ? isoDate.exec(text)?.groups : undefined;
  if (!parts) {
    throw wrongValue(field, "must be a date in ISO 8601, for example 2026-01-31T12:00:00.000Z");
  }
  const {
    year,
    month,
    day = "",
    hour = "00",
    minute = "00",
    second = "00",
    fraction = "0",
    zone = "Z",
  } = parts;
  const date = `${year}-${month}-${day}`;
  // PostgreSQL, for one, writes whole hours of a zone alone.
  const offset = zone.length === 3 ? `${zone}:00` : zone;
  const time = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction}${offset}`);
  // JavaScript takes 30 February for 2 March.
  const runsOver = day > "28" && new Date(`${date}T00:00Z`).getUTCDate() !== Number(day);
  if (Number.isNaN(time) || runsOver) {
    throw wrongValue(field, "is not a day of the calendar");
  }
  if (time < earliest || time >= latest) {
    throw wrongValue(field, "must lie between 1970 and 2100");
  }
  return time;
}

/** A difference between two clocks below this is the way of a request, not a wrong clock. */
const AGREE_MS = 60_000;

/** The times that a sender gives of a call, in milliseconds. */
export type SaidTimes = {
  /** `timestamp`: what the caller of an SDK gave; Segment's SDKs fill in the moment of the call themselves */
  timestamp: number | undefined;
  /** `originalTimestamp`: the moment of the call, which RudderStack's SDKs always fill in */
  original: number | undefined;
  sentAt: number | undefined;
};

/**
 * When a call happened by the receiver's clock, never after `receivedAt` and never before 1970.
 * - `timestamp` beside `originalTimestamp` is the caller's own word and stands (rudder-server: an existing `timestamp`).
 * - `originalTimestamp` alone: `receivedAt - (sentAt - original)`, so that a wrong clock cancels out.
 * - `timestamp` alone is a caller's word or a clock's, which nothing tells apart: it stands where `sentAt` shows a clock
 *   right to the minute, else it is corrected alike. Without `sentAt` the sender's word counts.
 */
export function happenedAt(receivedAt: number, { timestamp, original, sentAt }: SaidTimes): number {
  const said = timestamp ?? original;
  if (said === undefined) {
    return receivedAt;
  }
  const skew = sentAt === undefined ? 0 : sentAt - receivedAt;
  const stands = timestamp !== undefined && (original !== undefined || Math.abs(skew) <= AGREE_MS);
  return Math.min(receivedAt, Math.max(earliest, stands ? said : said - skew));
}
