import type { QuietHours } from "../../delivery/when/schema.ts";
import { isJsonObject } from "../../kernel/json.ts";
import type { JourneyDocument } from "../document.ts";
import { kindOf } from "../nodes/catalog.ts";
import { type JourneyProblem, ofEdge, ofNode } from "./problem.ts";

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** Whether a time of the clock is quiet on every day of the week, so that nothing could ever leave at it. */
export function isAlwaysQuiet(hours: QuietHours, time: string): boolean {
  const isQuiet = (weekday: number) =>
    hours.some(({ weekdays, from, to }) => {
      const overNight = to <= from;
      const before = weekday === 1 ? 7 : weekday - 1;
      return (
        (weekdays.includes(weekday) && time >= from && (overNight || time < to)) ||
        (overNight && weekdays.includes(before) && time < to)
      );
    });
  return WEEK.every(isQuiet);
}

/** A time at which a message should leave and never could (contracts §10.1). */
export function quietProblems({ nodes, edges, settings }: JourneyDocument): JourneyProblem[] {
  const { quiet } = settings;
  if (!quiet) {
    return [];
  }
  const sends = new Set(
    nodes
      .filter((node) => kindOf(node.kind)?.channel && node.settings.ignoreQuiet !== true)
      .map(({ id }) => id),
  );
  const clocks = new Map(
    nodes.flatMap(({ id, kind, settings: { until } }) =>
      kind === "delay" && isJsonObject(until) && typeof until.at === "string" ? [[id, until.at]] : [],
    ),
  );
  return edges.flatMap(({ id, from, to, delay }) => {
    const onLink = delay?.at ?? null;
    const time = onLink ?? (delay === null ? clocks.get(from) : undefined);
    if (!sends.has(to) || time === undefined || !isAlwaysQuiet(quiet.hours, time)) {
      return [];
    }
    const message = `${time} lies in the Do Not Disturb hours of every day: choose another time`;
    return [onLink === null ? ofNode(from, "until.at", message) : ofEdge(id, "delay.at", message)];
  });
}
