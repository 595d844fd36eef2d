import type { ReplayFilter } from "@/lib/destinations/schema.ts";
import { addDays } from "../../exports/date-words.ts";
import { momentAt } from "../wall-time.ts";

/** What the form of a replay holds. */
export type ReplayChoices = {
  days: [string | null, string | null];
  /** HH:MM on the first and last day; empty: the whole day */
  times: [string, string];
  names: string[];
  people: string[];
};

export const noChoices: ReplayChoices = { days: [null, null], times: ["", ""], names: [], people: [] };

/** The choices as the API takes them; days and times are of the workspace's zone, the last day included. */
export function replayFilterOf(
  { days, times, names, people }: ReplayChoices,
  timeZone: string,
): ReplayFilter {
  const [first, last] = [days[0], days[1] ?? days[0]];
  const period =
    first && last
      ? {
          from: momentAt(first, times[0] || "00:00", timeZone),
          to: times[1] ? momentAt(last, times[1], timeZone) : momentAt(addDays(last, 1), "00:00", timeZone),
        }
      : {};
  return { ...period, names, people };
}

/** Whether nothing was chosen: such a filter means every call ever, which is not offered. */
export function isEmpty({ from, to, names, people }: ReplayFilter): boolean {
  return !from && !to && names.length === 0 && people.length === 0;
}
