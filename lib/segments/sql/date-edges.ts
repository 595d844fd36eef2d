import { DateTime } from "luxon";
import type { Span, ValueTest } from "../value-test.ts";
import type { Moment } from "./sql-values.ts";

type DateTest = Extract<ValueTest, { type: "date" }>;
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

/** The day that a test names by how far away it is; null where it names none. */
function dayNamed(test: DateTest, moment: Moment): DateTime | null {
  return test.op === "days_ago" || test.op === "days_ahead"
    ? dayAway(test.op === "days_ago" ? -test.value : test.value, moment)
    : null;
}

/** The moments that a test of dates takes, from (inclusive) to (exclusive); null: without an edge. */
export function edgesOf(test: DateTest, moment: Moment): Edges {
  switch (test.op) {
    case "on":
      return dayEdges(test.value, test.value, moment.zone);
    case "between":
      return dayEdges(test.values[0], test.values[1], moment.zone);
    case "before":
      return { from: null, to: dayEdges(test.value, test.value, moment.zone).from };
    case "after":
      return { from: dayEdges(test.value, test.value, moment.zone).to, to: null };
    case "in_last":
    case "in_next":
    case "before_last":
      return spanEdges(test.op, test.value, moment);
    case "days_ago":
    case "days_ahead": {
      const day = dayNamed(test, moment)?.toISODate() ?? "";
      return dayEdges(day, day, moment.zone);
    }
  }
}

const DAY_MS = 86_400_000;
/** Whether a moment is midnight of UTC: as a birthday it is that day in every zone. */
export const isDay = (moment: Date): boolean => moment.getTime() % DAY_MS === 0;

/**
 * Days of the year, as MM-DD, that a test takes in any year: who was born on 29 February is not left out in other years.
 * Null where it asks for moments.
 */
export function yearlyDays(test: DateTest, moment: Moment): string[] | null {
  const day = "yearly" in test && test.yearly ? dayNamed(test, moment) : null;
  if (!day) {
    return null;
  }
  const own = day.toFormat("MM-dd");
  return own === "02-28" && !day.isInLeapYear ? [own, "02-29"] : [own];
}
