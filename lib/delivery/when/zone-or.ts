import { IANAZone } from "luxon";

/** `GMT-8:00`, `UTC+5:30`, `+0530`: CleverTap's `Tz` takes an ID of its own beside names and abbreviations. */
const offset = /^(?:GMT|UTC)? ?([+-])(\d{1,2})(?::?([0-5]\d))?$/i;
const MOST_HOURS = 14;

const read = (zone: string): string | null => {
  if (IANAZone.isValidZone(zone)) {
    return zone;
  }
  const [, sign, hours, minutes = "00"] = offset.exec(zone) ?? [];
  return hours !== undefined && Number(hours) <= MOST_HOURS ? `UTC${sign}${Number(hours)}:${minutes}` : null;
};

const known = new Map<string, string | null>();
const MOST_KNOWN = 2_000;

/**
 * A person's own time zone where it is one, else the workspace's (contracts §10.5). One that is told by its distance from
 * UTC has no daylight saving.
 */
export function zoneOr(zone: string | null, fallback: string): string {
  if (zone === null) {
    return fallback;
  }
  let own = known.get(zone);
  if (own === undefined) {
    own = read(zone.trim());
    if (known.size >= MOST_KNOWN) {
      known.clear();
    }
    known.set(zone, own);
  }
  return own ?? fallback;
}
