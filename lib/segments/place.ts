import type { Json } from "../kernel/json.ts";

/** Degrees (WGS 84), north and east above 0. */
export type Place = { latitude: number; longitude: number };

/** The earth's mean radius (IUGG). Circles on a sphere are off by half a percent at most. */
export const EARTH_METRES = 6_371_008.8;
/** A tenth of a millimetre: what is closer is the same place, and nothing is left so small that its square is none. */
export const DEGREE_DIGITS = 9;

const rounded = (degrees: number): number => Number(degrees.toFixed(DEGREE_DIGITS));
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The place that a value is, as events have one (`context.location`); null where it is none on earth. */
export function readPlace(value: Json): Place | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return null;
  }
  const { latitude, longitude } = value;
  return typeof latitude === "number" &&
    typeof longitude === "number" &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180
    ? roundedPlace({ latitude, longitude })
    : null;
}

export const roundedPlace = ({ latitude, longitude }: Place): Place => ({
  latitude: rounded(latitude),
  longitude: rounded(longitude),
});

/** The shortest way on the earth's surface, by haversines, which hold for near places, poles and the date line alike. */
export function metresBetween(one: Place, other: Place): number {
  const north = Math.sin(radians(one.latitude - other.latitude) / 2) ** 2;
  const east = Math.sin(radians(one.longitude - other.longitude) / 2) ** 2;
  const part = north + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * east;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(part)));
}
