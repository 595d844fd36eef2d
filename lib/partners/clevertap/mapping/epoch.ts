import type { Json } from "../../../kernel/json.ts";
import { readWrittenDate } from "../../../kernel/written-date.ts";

/**
 * `ts` of a record (contracts §7.3, step 9): a number stays as it is, milliseconds too, and so does a number in a text;
 * another text is read as a date and becomes seconds. Undefined for what is neither, so that the time of the upload
 * counts.
 */
export function epochOf(value: Json | undefined): number | string | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : undefined;
  }
  if (typeof value !== "string" || value.trim() === "") {
    return undefined;
  }
  if (!Number.isNaN(Number(value))) {
    return value;
  }
  const date = readWrittenDate(value);
  return date ? Math.floor(date.atMs / 1_000) : undefined;
}
