import { DateTime } from "luxon";
import type { Stay } from "./stay.ts";
import type { OpenVersion } from "./version.ts";

/** What goals wait for of somebody: events, as words, and the next midnight of those by past behaviour. */
export type GoalsOf = (stay: Stay) => { words: readonly string[]; at: Date | null };

/** Of stays that are all over. */
export const noGoals: GoalsOf = () => ({ words: [], at: null });

/** 12:00 a.m. of the next day, by these clocks. */
export const midnightAfter = (moment: Date, zone: string): Date =>
  DateTime.fromJSDate(moment, { zone }).plus({ days: 1 }).startOf("day").toJSDate();

/** Goals of stays as their versions say. `zone`: the workspace's, whose midnights count (contracts §10.1). */
export function goalsOf(
  version: (journeyId: string, number: number) => OpenVersion,
  { now, zone }: { now: Date; zone: string },
): GoalsOf {
  let next: Date | null = null;
  return (stay) => {
    const { goalWords, pastGoals } = version(stay.journeyId, stay.version);
    if (pastGoals.length === 0 || stay.enteredAt === null || stay.whereabouts === null) {
      return { words: goalWords, at: null };
    }
    next ??= midnightAfter(now, zone);
    return { words: goalWords, at: stay.goalsAt ?? next };
  };
}
