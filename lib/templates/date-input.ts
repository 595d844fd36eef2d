import { readWrittenDate } from "../kernel/written-date.ts";
import { momentOf, momentText } from "./print.ts";
import type { Run } from "./run.ts";

const digits = /^\d+$/;
/** Seconds since 1970 that are milliseconds in truth: they would lie after the year 5138. */
const MAX_SECONDS = 99_999_999_999;
/** The last moment that JavaScript knows. */
const LAST_MS = 8_640_000_000_000_000;

/** The moment of milliseconds since 1970; null for seconds, which Liquid reads itself. */
const millisecondsIn = (number: number): Date | null =>
  number > MAX_SECONDS && number <= LAST_MS ? new Date(number) : null;

/** The moment that a text or a number says; null for all else, and for seconds. */
function momentOfValue(value: unknown, zone: string): Date | null {
  if (typeof value === "number") {
    return millisecondsIn(value);
  }
  return typeof value === "string" ? momentIn(value, zone) : null;
}

/**
 * The moment that a text says. One that names no zone is the time on the clocks of `zone`, as everywhere in Junction;
 * liquidjs would take those of the machine, and a day for its midnight in UTC.
 */
function momentIn(text: string, zone: string): Date | null {
  const said = momentOf(text);
  if (said || digits.test(text)) {
    return said ?? millisecondsIn(Number(text));
  }
  const read = readWrittenDate(text);
  if (!read) {
    return null;
  }
  return new Date(read.saysZone ? read.atMs : onClocks(read.atMs, zone));
}

/** How far ahead of UTC the clocks of a zone are. Not by luxon: the editor in the browser checks templates as well. */
const aheadMs = (atMs: number, zone: string): number =>
  Date.parse(`${momentText(new Date(atMs), zone).replace(" ", "T")}Z`) - Math.floor(atMs / 1_000) * 1_000;

/** The moment at which the clocks of a zone show a time, given as if it were UTC; of one that they skip, one close to it. */
function onClocks(atMs: number, zone: string): number {
  const near = atMs - aheadMs(atMs, zone);
  return atMs - aheadMs(near, zone);
}

/** Short forms of Liquid's formats, which liquidjs would print as they stand. */
const inFull: Record<string, string> = {
  "%%": "%%",
  "%D": "%m/%d/%y",
  "%F": "%Y-%m-%d",
  "%R": "%H:%M",
  "%T": "%H:%M:%S",
  "%r": "%I:%M:%S %p",
};

const formatOf = (format: unknown) =>
  typeof format === "string" ? format.replace(/%[%DFRTr]/g, (short) => inFull[short] ?? short) : format;

/** What liquidjs's `date` is given: `now` and `today` of the run and not of the machine, and the run's zone. */
export function dateInput(run: Run, value: unknown, given: unknown[]): { value: unknown; given: unknown[] } {
  const { now, timeZone } = run.options;
  const [format, zone = timeZone] = given;
  const isNow = value === "now" || value === "today";
  const moment = isNow ? null : momentOfValue(value, timeZone);
  return { value: isNow ? now : (moment ?? value), given: [formatOf(format), zone] };
}
