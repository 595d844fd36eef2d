import type { exportOutcomes } from "./schema.ts";

export type Outcome = (typeof exportOutcomes)[number];

/** What became of a run that went through to its end. */
export function outcomeOf(counts: { accepted: number; rejected: number }): {
  outcome: Outcome;
  reason: string;
} {
  const { accepted, rejected } = counts;
  if (rejected > 0) {
    const of = (accepted + rejected).toLocaleString("en-US");
    return { outcome: "partly", reason: `${rejected.toLocaleString("en-US")} of ${of} rejected` };
  }
  return {
    outcome: "accepted",
    reason: accepted === 0 ? "Nothing matched" : `All ${accepted.toLocaleString("en-US")} accepted`,
  };
}
