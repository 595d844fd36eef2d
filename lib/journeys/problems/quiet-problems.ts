import { momentOf } from "../../delivery/when/moments.ts";
import { nextRuns } from "../../delivery/when/occurrences.ts";
import { quietUntil } from "../../delivery/when/quiet-until.ts";
import type { QuietHours } from "../../delivery/when/schema.ts";
import type { JourneyDocument } from "../document.ts";
import { exitsOf, isEntry } from "../graph.ts";
import { kindOf } from "../nodes/catalog.ts";
import { entrySegmentKind } from "../nodes/entry-segment/schema.ts";
import { partOf } from "../nodes/node-kind.ts";
import { type JourneyProblem, ofEdge, ofNode } from "./problem.ts";

/** Of a recurrence: all days of the week come among so many. */
const MOST_RUNS = 60;
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

/** Nodes whose messages heed the hours. */
const sendersOf = ({ nodes }: Pick<JourneyDocument, "nodes">): Set<string> =>
  new Set(
    nodes
      .filter((node) => kindOf(node.kind)?.channel && node.settings.ignoreQuiet !== true)
      .map(({ id }) => id),
  );

/**
 * Times at which people are still to come in, to a message that could not leave then (contracts §10.1). They are of the
 * workspace's clocks: on each person's own they say nothing.
 */
export function quietEntryProblems(document: JourneyDocument, zone: string, now: Date): JourneyProblem[] {
  const { edges, nodes, settings } = document;
  const entry = nodes.find(isEntry);
  const read = entry?.kind === entrySegmentKind.id ? partOf(entrySegmentKind.settings, entry.settings) : null;
  const sends = sendersOf(document);
  const leads = edges.some(({ from, to, delay }) => from === entry?.id && delay === null && sends.has(to));
  if (!entry || !read || !leads || !settings.quiet || settings.zone === "user") {
    return [];
  }
  const { hours } = settings.quiet;
  const isQuiet = (at: Date): boolean => quietUntil(hours, zone, at)?.getTime() !== at.getTime();
  const told = (path: string, time: string, day: string) =>
    ofNode(
      entry.id,
      path,
      `${time} lies in the Do Not Disturb hours of ${day}, and a message is to leave then: choose another time`,
    );
  const { timeline } = read;
  if (timeline.kind === "recurring") {
    const runs = nextRuns(timeline.recurrence, zone, now, MOST_RUNS);
    return runs.length > 0 && runs.every(isQuiet)
      ? [told("timeline.recurrence.time", timeline.recurrence.time, "every day on which people come in")]
      : [];
  }
  const dates =
    timeline.kind === "dates"
      ? timeline.dates.map((at, place) => ({ path: `timeline.dates[${place}]`, at }))
      : [{ path: "timeline.at", at: timeline.at }];
  return dates.flatMap(({ path, at }) => {
    const moment = at === null ? null : momentOf(at, zone);
    return at !== null && moment !== null && moment >= now && isQuiet(moment)
      ? [told(path, at.slice(11), "that day")]
      : [];
  });
}

/** A time at which a message should leave and never could (contracts §10.1). */
export function quietProblems({ nodes, edges, settings }: JourneyDocument): JourneyProblem[] {
  const { quiet } = settings;
  if (!quiet) {
    return [];
  }
  const sends = sendersOf({ nodes });
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
