import { DateTime } from "luxon";
import type { Json } from "../../kernel/json.ts";

const DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}|$)/;

/** The moment that a property's value says; one without a zone is read on the clocks of `zone`. Null where it says none. */
export function readMoment(value: Json, zone: string): Date | null {
  if (typeof value !== "string" || !DATE.test(value)) {
    return null;
  }
  const read = DateTime.fromISO(value.replace(" ", "T"), { zone });
  return read.isValid ? read.toJSDate() : null;
}
