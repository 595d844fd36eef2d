import type { QuietHours } from "../../delivery/when/schema.ts";
import type { JourneyDocument } from "../document.ts";
import { exitsOf } from "../graph.ts";
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
    nodes.flatMap((node) => {
      const clock = kindOf(node.kind)?.clock(node.settings);
      return clock ? [[node.id, { exit: exitsOf(node)?.[0]?.id, ...clock }]] : [];
    }),
  );
  return edges.flatMap(({ id, from, exit, to, delay }) => {
    const atNode = clocks.get(from);
    const set = delay
      ? delay.at !== null && { path: "delay.at", at: delay.at }
      : atNode?.exit === exit && atNode;
    if (!sends.has(to) || !set || !isAlwaysQuiet(quiet.hours, set.at)) {
      return [];
    }
    const message = `${set.at} lies in the Do Not Disturb hours of every day: choose another time`;
    return [delay ? ofEdge(id, set.path, message) : ofNode(from, set.path, message)];
  });
}
