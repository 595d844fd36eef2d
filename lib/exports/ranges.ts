import { DateTime } from "luxon";
import { Fault } from "../kernel/fault.ts";
import type { RangeKind } from "./frequencies.ts";

/** How far back a one-time export may reach, in days of the workspace's time zone. */
export const MAX_DAYS_BACK = 60;

export type RangeChoice = { kind: RangeKind; date?: string; from?: string; to?: string };

/** From the start of the first day to the start of the day after the last one. */
export type Period = { from: Date; to: Date };

type Days = { first: DateTime; last: DateTime };

function invalid(field: string, message: string): Fault {
  return new Fault("invalid", message, { problems: [{ path: `range.${field}`, field, message }] });
}

function dayOf(text: string | undefined, field: string, zone: string): DateTime {
  const day = DateTime.fromISO(text ?? "", { zone }).startOf("day");
  if (!day.isValid) {
    throw invalid(field, "Enter a date as YYYY-MM-DD");
  }
  return day;
}

/** Calendar days by the user's choice; `today` is the day on which the export leaves. */
const daysOf: Record<RangeKind, (choice: RangeChoice, today: DateTime, zone: string) => Days> = {
  day: (choice, _today, zone) => {
    const day = dayOf(choice.date, "date", zone);
    return { first: day, last: day };
  },
  range: (choice, _today, zone) => ({
    first: dayOf(choice.from, "from", zone),
    last: dayOf(choice.to, "to", zone),
  }),
  yesterday: (_choice, today) => ({ first: today.minus({ days: 1 }), last: today.minus({ days: 1 }) }),
  last_7_days: (_choice, today) => ({ first: today.minus({ days: 6 }), last: today }),
  current_month: (_choice, today) => ({ first: today.startOf("month"), last: today }),
  previous_month: (_choice, today) => {
    const month = today.minus({ months: 1 });
    // After a month of 31 days its first day lies 61 days back: what is left of it within the limit is meant.
    const first = DateTime.max(month.startOf("month"), today.minus({ days: MAX_DAYS_BACK }));
    return { first, last: month.endOf("month").startOf("day") };
  },
};

/** The field of the choice that holds its first and last day, for problems. */
const fields: Partial<Record<RangeKind, { first: string; last: string }>> = {
  day: { first: "date", last: "date" },
  range: { first: "from", last: "to" },
};

/**
 * The period that a one-time export covers, in days of `zone`. `leavesOn` is the day on which it leaves (YYYY-MM-DD) when
 * that lies ahead; "yesterday" and the like count from there. Throws `invalid` for days in the wrong order, days still to
 * come and days more than 60 back.
 */
export function periodOf(choice: RangeChoice, now: Date, zone: string, leavesOn?: string): Period {
  const current = DateTime.fromJSDate(now, { zone }).startOf("day");
  const leaves = leavesOn ? DateTime.max(current, dayOf(leavesOn, "date", zone)) : current;
  const { first, last } = daysOf[choice.kind](choice, leaves, zone);
  const names = fields[choice.kind] ?? { first: "kind", last: "kind" };
  if (last < first) {
    throw invalid(names.last, "The last day lies before the first");
  }
  if (last > leaves) {
    throw invalid(names.last, "The export cannot cover days after the one on which it leaves");
  }
  if (first < current.minus({ days: MAX_DAYS_BACK })) {
    throw invalid(names.first, `Choose days of the last ${MAX_DAYS_BACK} days`);
  }
  return { from: first.toJSDate(), to: last.plus({ days: 1 }).startOf("day").toJSDate() };
}
