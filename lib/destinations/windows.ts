import type { destinationWindows } from "./schema.ts";

export type DestinationWindow = (typeof destinationWindows)[number];

const MINUTE_S = 60;

/** Counts are kept by the minute; no window has more than 60 steps. */
const shapes: Record<DestinationWindow, { steps: number; stepS: number }> = {
  "10m": { steps: 10, stepS: MINUTE_S },
  "1h": { steps: 60, stepS: MINUTE_S },
  "24h": { steps: 48, stepS: 30 * MINUTE_S },
  "7d": { steps: 56, stepS: 180 * MINUTE_S },
};

/** A window that ends now; its last step is the one that runs. Its beginnings are whole minutes. */
export function windowAt(window: DestinationWindow, now: Date): { from: Date; steps: Date[]; stepS: number } {
  const { steps: count, stepS } = shapes[window];
  const stepMs = stepS * 1_000;
  const first = (Math.floor(now.getTime() / stepMs) - count + 1) * stepMs;
  const steps = Array.from({ length: count }, (_, index) => new Date(first + index * stepMs));
  return { from: new Date(first), steps, stepS };
}
