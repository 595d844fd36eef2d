import type { CallView } from "@/lib/sources/schema.ts";

function isNewerFirst(a: CallView, b: CallView): number {
  return a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;
}

/**
 * Joins what is shown with what has just come: newest first, each call once, at most `keep`. Calls that are already
 * there keep their object, so that their rows are not drawn again.
 */
export function mergeCalls(shown: CallView[], came: CallView[], keep: number): CallView[] {
  const known = new Set(shown.map((call) => call.id));
  const fresh = new Map(came.filter((call) => !known.has(call.id)).map((call) => [call.id, call]));
  if (fresh.size === 0) {
    return shown;
  }
  return [...fresh.values(), ...shown].sort(isNewerFirst).slice(0, keep);
}
