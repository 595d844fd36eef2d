import { DateTime } from "luxon";

export const sizeRanges = ["7d", "30d", "90d"] as const;
export type SizeRange = (typeof sizeRanges)[number];

/** What is stored of one day ("2026-11-23") in which somebody entered or left. */
export type DayOfSize = { day: string; people: number; entered: number; left: number };
/** `people` is null while nothing was counted yet. */
export type SizePoint = { day: string; people: number | null; entered: number; left: number };

const steps: Record<SizeRange, number> = { "7d": 7, "30d": 30, "90d": 90 };

/** The first day of a range that ends with `today`. */
export function firstDay(range: SizeRange, today: string): string {
  return DateTime.fromISO(today, { zone: "utc" })
    .minus({ days: steps[range] - 1 })
    .toISODate() as string;
}

/**
 * One point for each day of a range up to `today`. A day without changes is not stored: it has the size of what was before
 * it, which is `before` at the start. `rows` in order, none from before the start.
 */
export function sizeSeries(
  range: SizeRange,
  given: { before: number | null; rows: DayOfSize[]; today: string },
): SizePoint[] {
  const stored = new Map(given.rows.map((row) => [row.day, row]));
  const first = DateTime.fromISO(firstDay(range, given.today), { zone: "utc" });
  let people = given.before;
  return Array.from({ length: steps[range] }, (_, step) => {
    const day = first.plus({ days: step }).toISODate() as string;
    const row = stored.get(day);
    people = row?.people ?? people;
    return { day, people, entered: row?.entered ?? 0, left: row?.left ?? 0 };
  });
}
