import { dayIn, startOfDay } from "../delivery/schedule.ts";
import { Fault } from "../kernel/fault.ts";
import { dataTypeKinds } from "./data-types.ts";
import { refusedFrequency } from "./edit-rules.ts";
import { type Period, periodOf, type RangeChoice } from "./ranges.ts";
import type { CreateExport } from "./schema.ts";

/** The days a recurring or live export may begin in the past. */
const MAX_START_DAYS_BACK = 60;

export type Plan = {
  startAt: Date;
  eventNames: string[];
  everyHours: number | null;
  range: RangeChoice | null;
  period: Period | null;
  /** `period`: the events of some days; `new`: what arrives; `people`: profiles. */
  takes: "period" | "new" | "people";
};

function invalid(field: string, message: string): Fault {
  return new Fault("invalid", `${field}: ${message}`, { problems: [{ path: field, field, message }] });
}

/** What the chosen fields of an export mean together. Throws `invalid` with the field where they do not go together. */
export function planOf(given: CreateExport, now: Date, zone: string): Plan {
  const kind = dataTypeKinds[given.dataType];
  const everyHours = given.frequency === "recurring" ? (given.everyHours ?? null) : null;
  const refused = refusedFrequency({ dataType: given.dataType, frequency: given.frequency, everyHours });
  if (refused) {
    throw invalid(refused.field, refused.message);
  }
  if (kind.names === "chosen" && given.eventNames.length === 0) {
    throw invalid("eventNames", "Choose at least one event");
  }
  const today = dayIn(now, zone);
  const day = given.date ?? today;
  const startAt = startOfDay(day, zone);
  if (given.frequency === "one_time" && day < today) {
    throw invalid("date", "The date to export data has passed; choose today or a later day");
  }
  if (now.getTime() - startAt.getTime() > (MAX_START_DAYS_BACK + 1) * 86_400_000) {
    throw invalid("date", `Choose a day of the last ${MAX_START_DAYS_BACK} days or a later one`);
  }
  const once = given.frequency === "one_time";
  const events = kind.record === "event";
  if (once && events && !given.range) {
    throw invalid("range", "Choose the days to export");
  }
  const range = once && events ? (given.range ?? null) : null;
  return {
    startAt,
    eventNames: kind.names === "chosen" ? [...new Set(given.eventNames)] : [],
    everyHours,
    range,
    period: range && periodOf(range, now, zone, day),
    takes: once ? (events ? "period" : "people") : events ? "new" : "people",
  };
}
