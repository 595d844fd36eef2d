import { UNREADABLE_WHY } from "../access/secret-box.ts";
import type { Outage } from "./outage.ts";

const AGAIN_MS = 60_000;

/**
 * The outage of whatever cannot read the key that it sends with: it waits, and goes on by itself once the former
 * JUNCTION_SECRET is back or the key was entered again.
 */
export function unreadableOutage(known: Outage | null, now: Date): Outage {
  const nowMs = now.getTime();
  return {
    sinceMs: known?.sinceMs ?? nowMs,
    nextMs: nowMs + AGAIN_MS,
    tries: (known?.tries ?? 0) + 1,
    said: UNREADABLE_WHY,
  };
}
