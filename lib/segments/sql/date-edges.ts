import { DateTime } from "luxon";
import type { Span } from "../value-test.ts";
import type { Moment } from "./sql-values.ts";

export type Edges = { from: Date | null; to: Date | null };

/** Dates are handed to PostgreSQL with four digits of the year; west of UTC the last day ends in the year after. */
const LAST = new Date("9999-12-31T23:59:59.999Z");
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** From the first moment of one day to the last of another, in a zone. A day that begins with a gap begins after it. */
export function dayEdges(first: string, last: string, zone: string): { from: Date; to: Date } {
  const begin = DateTime.fromISO(first, { zone }).startOf("day");
  const end = DateTime.fromISO(last, { zone }).plus({ days: 1 }).startOf("day");
  return { from: begin.toJSDate(), to: earlier(end.toJSDate(), LAST) };
}

/** Today's date in the workspace, some days on or, below 0, back. */
export function dayAway(days: number, { now, zone }: Moment): DateTime {
  return DateTime.fromJSDate(now, { zone }).plus({ days });
}

/**
 * A moment some time away. Minutes and hours are times of the clock that runs; days, weeks and months keep the time of
 * day in the zone, so that "3 days ago" stays at nine when the clocks change.
 */
export function shifted({ now, zone }: Moment, { count, unit }: Span, direction: 1 | -1): Date {
  return DateTime.fromJSDate(now, { zone })
    .plus({ [unit]: direction * count })
    .toJSDate();
}

/** `in_last`: up to now; `in_next`: from now on; `before_last`: longer ago than that. */
export function spanEdges(kind: "in_last" | "in_next" | "before_last", span: Span, moment: Moment): Edges {
  if (kind === "in_next") {
    return { from: moment.now, to: shifted(moment, span, 1) };
  }
  const past = shifted(moment, span, -1);
  // Times are whole milliseconds: this one belongs to the last ones.
  return kind === "in_last"
    ? { from: past, to: new Date(moment.now.getTime() + 1) }
    : { from: null, to: past };
}
