import { DateTime } from "luxon";
import { type Edges, edgesOf, isDay, yearlyDays } from "../../segments/sql/date-edges.ts";
import type { Moment } from "../../segments/sql/sql-values.ts";
import type { ValueTest } from "../../segments/value-test.ts";

type DateTest = Extract<ValueTest, { type: "date" }>;
/** What a test takes by clocks: some days of every year, or what lies between edges. */
type Taken = { now: number; zone: string; days: string[] | null; edges: Edges | null };

const absolute: ReadonlySet<string> = new Set(["on", "before", "after", "between"]);
/** Many people are asked the same one after the other, and calendars are slow. */
const taken = new WeakMap<DateTest, Taken>();

function takenBy(test: DateTest, moment: Moment): Taken {
  const { now, zone } = moment;
  const known = taken.get(test);
  if (known?.zone === zone && (absolute.has(test.op) || known.now === now.getTime())) {
    return known;
  }
  const days = yearlyDays(test, moment);
  const made = { now: now.getTime(), zone, days, edges: days ? null : edgesOf(test, moment) };
  taken.set(test, made);
  return made;
}

/** Whether one of some moments lies where a test wants it. */
export function datePasses(test: DateTest, moments: Date[], moment: Moment): boolean {
  if (moments.length === 0) {
    return false;
  }
  const { days, edges } = takenBy(test, moment);
  return moments.some((each) =>
    edges
      ? (edges.from === null || each >= edges.from) && (edges.to === null || each < edges.to)
      : days?.includes(
          DateTime.fromJSDate(each, { zone: isDay(each) ? "utc" : moment.zone }).toFormat("MM-dd"),
        ),
  );
}
