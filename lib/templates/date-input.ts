import { DateTime } from "luxon";
import { readWrittenDate } from "../kernel/written-date.ts";
import { momentOf } from "./print.ts";
import type { Run } from "./run.ts";

const seconds = /^\d+$/;

/**
 * The moment that a text says. One that names no zone is the time on the clocks of `zone`, as everywhere in Junction;
 * liquidjs would take those of the machine, and a day for its midnight in UTC.
 */
function momentIn(text: string, zone: string): Date | null {
  const said = momentOf(text);
  if (said || seconds.test(text)) {
    return said;
  }
  const read = readWrittenDate(text);
  if (!read) {
    return null;
  }
  const at = DateTime.fromMillis(read.atMs, { zone: "utc" });
  return (read.saysZone ? at : at.setZone(zone, { keepLocalTime: true })).toJSDate();
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
  const moment = typeof value === "string" && !isNow ? momentIn(value, timeZone) : null;
  return { value: isNow ? now : (moment ?? value), given: [formatOf(format), zone] };
}
