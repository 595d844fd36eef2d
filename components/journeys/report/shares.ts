import { percentWords } from "../../campaigns/report/uplift.ts";

export const measures = ["count", "percent"] as const;
/** How the counts of steps and links are told. */
export type Measure = (typeof measures)[number];

const LEAST = 0.1;

/** "40 %" of a whole; null where there is nobody to be a share of. Few are never told as nobody, nor most as all. */
export function shareWords(part: number, whole: number): string | null {
  if (whole <= 0) {
    return null;
  }
  const percent = (100 * part) / whole;
  if (part > 0 && percent < LEAST) {
    return `< ${percentWords(LEAST)}`;
  }
  return part < whole && Math.round(percent) >= 100 ? "> 99 %" : percentWords(percent);
}
