import { DateTime } from "luxon";
import { nextRuns } from "./occurrences.ts";
import type { Recurrence } from "./schema.ts";

/** `ownClocks`: it goes out at its time on each person's clocks. */
export type Beginning = { zone: string; now: Date; ownClocks: boolean };

/** Behind which a recurrence may run: on each person's clocks a monthly one never does on the day it is begun (contracts §10.5). */
export function earliestOf(
  { repeat }: Pick<Recurrence, "repeat">,
  { zone, now, ownClocks }: Beginning,
): Date {
  return ownClocks && repeat.every === "months"
    ? DateTime.fromJSDate(now, { zone }).endOf("day").toJSDate()
    : now;
}

/** A recurrence that is begun now: one that ends after so many runs counts them from the first day on which it can run. */
export function begunNow(recurrence: Recurrence, beginning: Beginning): Recurrence {
  if (recurrence.ends.kind !== "after") {
    return recurrence;
  }
  const { zone } = beginning;
  const endless: Recurrence = { ...recurrence, ends: { kind: "never" } };
  const [first] = nextRuns(endless, zone, earliestOf(recurrence, beginning), 1);
  return first
    ? { ...recurrence, from: DateTime.fromJSDate(first, { zone }).toFormat("yyyy-MM-dd") }
    : recurrence;
}
