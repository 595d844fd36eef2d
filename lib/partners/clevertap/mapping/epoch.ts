import type { Json } from "../../../kernel/json.ts";

const isoWithoutZone = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
// An offset follows a time of day or the name of a zone: at the end of a day it is the year.
const zone =
  /(?:z|utc|gmt|[ecmp][sd]t|(?::\d{2}(?:\.\d+)?(?:\s*[ap]m)?|utc|gmt)\s*[+-]\d{2}:?\d{2})(?:\s*\([^)]*\))?$/i;
/** No way of writing a date is longer. */
const MAX_CHARS = 80;

/** Like `Date.parse`, but a date without a zone is UTC wherever Junction runs. */
function parseDate(text: string): number {
  const local = isoWithoutZone.exec(text);
  if (local) {
    return Date.parse(`${local[1]}T${local[2]}Z`);
  }
  return Date.parse(isoDay.test(text) || zone.test(text) ? text : `${text} UTC`);
}

/**
 * `ts` of a record (contracts §7.3, step 9): a number stays as it is, milliseconds too, and so does a number in a text;
 * another text is read as a date and becomes seconds. Undefined for what is neither, so that the time of the upload
 * counts.
 */
export function epochOf(value: Json | undefined): number | string | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value !== "string" || value.trim() === "" || value.length > MAX_CHARS) {
    return undefined;
  }
  if (!Number.isNaN(Number(value))) {
    return value;
  }
  const time = parseDate(value.trim());
  return Number.isNaN(time) ? undefined : Math.floor(time / 1_000);
}
