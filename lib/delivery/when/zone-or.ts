import { IANAZone } from "luxon";

/** A person's own time zone where it is one, else the workspace's (contracts §10.5). */
export function zoneOr(zone: string | null, fallback: string): string {
  return zone !== null && IANAZone.isValidZone(zone) ? zone : fallback;
}
