import { wrongValue } from "./refusal.ts";

const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?( ?Z| ?[+-]\d{2}:?\d{2})?)?$/i;
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Reads an ISO 8601 date; one without a zone is UTC. Undefined when absent. Refuses by name what is no such date. */
export function readDate(value: unknown, field: string): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const match = typeof value === "string" && value.length <= 40 ? isoDate.exec(value) : null;
  if (!match) {
    throw wrongValue(field, "must be a date in ISO 8601, for example 2026-01-31T12:00:00.000Z");
  }
  const text = match[0].replace(" ", "T").replace(" ", "");
  const time = Date.parse(text.length > 10 && !match[1] ? `${text}Z` : text);
  if (Number.isNaN(time)) {
    throw wrongValue(field, "is not a day of the calendar");
  }
  if (time < earliest || time >= latest) {
    throw wrongValue(field, "must lie between 1970 and 2100");
  }
  return time;
}

/**
 * When a call happened by the receiver's clock: `receivedAt - (sentAt - original)` where the sender told both, so that a
 * wrong clock cancels out. Never after `receivedAt` and never before 1970; without `sentAt` the sender's word counts.
 */
export function happenedAt(
  receivedAt: number,
  sentAt: number | undefined,
  original: number | undefined,
): number {
  if (original === undefined) {
    return receivedAt;
  }
  const corrected = sentAt === undefined ? original : receivedAt - (sentAt - original);
  return Math.min(receivedAt, Math.max(earliest, corrected));
}
