import { onWallClock } from "./wall-clock.ts";

/** The moment at which the clocks of `zone` show what a document says, as 2026-03-07T09:00. */
export function momentOf(text: string, zone: string): Date {
  const [day = "", time = ""] = text.split("T");
  return onWallClock(day, time, zone);
}

const unitMs = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** A length of time in milliseconds; a day has 24 hours. */
export function spanMs({ count, unit }: { count: number; unit: keyof typeof unitMs }): number {
  return count * unitMs[unit];
}
