import { DateTime } from "luxon";

export const sizeRanges = ["24h", "7d", "90d"] as const;
export type SizeRange = (typeof sizeRanges)[number];

/** What is stored of one hour in which an audience changed. */
export type HourOfSize = { hour: Date; size: number; joined: number; left: number };
export type SizePoint = { at: string; size: number; joined: number; left: number };

const shapes: Record<SizeRange, { unit: "hour" | "day"; steps: number }> = {
  "24h": { unit: "hour", steps: 24 },
  "7d": { unit: "hour", steps: 7 * 24 },
  "90d": { unit: "day", steps: 90 },
};

/** When the first point of a range begins: hours of the clock, or days of `zone`. */
export function seriesStart(range: SizeRange, now: Date, zone: string): Date {
  const { unit, steps } = shapes[range];
  const last = DateTime.fromJSDate(now, { zone }).startOf(unit);
  return last.minus({ [unit]: steps - 1 }).toJSDate();
}

/**
 * One point for each hour (24h, 7d) or day (90d) up to now. Hours in which nothing changed are not stored: they have the
 * size of what was before them, which is `before` at the start. `hours` in order of time, none from before the start.
 */
export function sizeSeries(
  range: SizeRange,
  given: { before: number; hours: HourOfSize[]; now: Date; zone: string },
): SizePoint[] {
  const { unit, steps } = shapes[range];
  const start = DateTime.fromJSDate(seriesStart(range, given.now, given.zone), { zone: given.zone });
  const points: SizePoint[] = [];
  let size = given.before;
  let next = 0;
  for (let step = 0; step < steps; step += 1) {
    const end = start.plus({ [unit]: step + 1 }).toMillis();
    const point = {
      at: start
        .plus({ [unit]: step })
        .toJSDate()
        .toISOString(),
      size,
      joined: 0,
      left: 0,
    };
    for (let row = given.hours[next]; row && row.hour.getTime() < end; row = given.hours[++next]) {
      point.joined += row.joined;
      point.left += row.left;
      size = row.size;
    }
    points.push({ ...point, size });
  }
  return points;
}
