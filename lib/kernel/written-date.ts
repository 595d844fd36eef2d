const isoWithoutZone = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
// An offset follows a time of day or the name of a zone: at the end of a day it is the year.
const zone =
  /(?:z|utc|gmt|[ecmp][sd]t|(?::\d{2}(?:\.\d+)?(?:\s*[ap]m)?|utc|gmt)\s*[+-]\d{2}:?\d{2})(?:\s*\([^)]*\))?$/i;
/** No way of writing a date is longer. */
const MAX_CHARS = 80;

/**
 * What `Date.parse` reads in a text, in milliseconds since 1970, but the same wherever Junction runs: a date without a zone
 * is read as UTC, and `saysZone` tells that it names none. Null for what is no date.
 */
export function readWrittenDate(written: string): { atMs: number; saysZone: boolean } | null {
  const text = written.trim();
  if (text === "" || text.length > MAX_CHARS) {
    return null;
  }
  const local = isoWithoutZone.exec(text);
  const saysZone = !local && zone.test(text);
  const asUtc = local ? `${local[1]}T${local[2]}Z` : `${text} UTC`;
  const atMs = Date.parse(saysZone || isoDay.test(text) ? text : asUtc);
  return Number.isNaN(atMs) ? null : { atMs, saysZone };
}
