import type { JourneyDocument } from "./document.ts";
import { entryTimes } from "./entry-times.ts";
import { isEntry } from "./graph.ts";

const FAR_MS = 400 * 86_400_000;

/** When people come into a journey by the clock, from a moment on; null where they do not, or not any more. */
export function nextRunOf(document: JourneyDocument, zone: string, from: Date): Date | null {
  const entry = document.nodes.find(isEntry);
  return entry?.kind === "entry_segment"
    ? (entryTimes(document, zone, from, new Date(from.getTime() + FAR_MS))[0] ?? null)
    : null;
}
