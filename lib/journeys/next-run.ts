import { isJsonObject } from "../kernel/json.ts";
import type { JourneyDocument } from "./document.ts";
import { entryTimes } from "./entry-times.ts";
import { isEntry } from "./graph.ts";

const FAR_MS = 400 * 86_400_000;

/** People whose own dates come are looked for so often, each time somewhat further ahead. */
const DATES_MS = 12 * 3_600_000;
export const DATES_AHEAD_MS = 2 * DATES_MS;

/**
 * When people come into a journey by the clock, from a moment on; null where they do not, or not any more. Where each
 * person's own date counts: when they are looked for.
 */
export function nextRunOf(document: JourneyDocument, zone: string, from: Date): Date | null {
  return entryTimes(document, zone, from, new Date(from.getTime() + FAR_MS))[0] ?? null;
}

/** The same behind a run that was planned for a moment: one that was missed is made up for once. */
export function runAfter(document: JourneyDocument, zone: string, planned: Date, now: Date): Date | null {
  const entry = document.nodes.find(isEntry);
  const last = Math.max(planned.getTime(), now.getTime());
  if (entry?.kind === "entry_date_time") {
    return new Date(last + DATES_MS);
  }
  const isOnce = isJsonObject(entry?.settings.timeline) && entry.settings.timeline.kind === "once";
  return isOnce ? null : nextRunOf(document, zone, new Date(last + 1));
}
