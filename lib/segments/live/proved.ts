import type { Standing } from "../membership/book-store.ts";
import type { Moment } from "../sql/sql-values.ts";
import type { LivePlan, LiveSegment } from "./plan.ts";
import { type Proof, proofOf } from "./proof.ts";
import type { SeenEvent } from "./window-store.ts";

/** Who is a member because of one event, the newest where there are several. */
export type Proofs = Map<LiveSegment, Map<string, Proof>>;

/** Notes what an event proves about a segment by itself; false when it proves nothing. */
export function prove(proofs: Proofs, segment: LiveSegment, event: SeenEvent, moment: Moment): boolean {
  const proof = segment.proof && proofOf(segment.proof, event, moment);
  if (!proof) {
    return false;
  }
  const people = proofs.get(segment) ?? new Map<string, Proof>();
  proofs.set(segment, people);
  const known = people.get(event.personId);
  if (!known || known.since < proof.since) {
    people.set(event.personId, proof);
  }
  return true;
}

/** What events prove by themselves. */
export function provedBy(plan: LivePlan, events: readonly SeenEvent[], moment: Moment): Proofs {
  const proofs: Proofs = new Map();
  for (const event of events) {
    for (const key of [`${event.type} ${event.name}`, event.type]) {
      for (const { segment } of plan.events.get(key) ?? []) {
        prove(proofs, segment, event, moment);
      }
    }
  }
  return proofs;
}

export function provedStandings(proofs: Proofs): Standing[] {
  return [...proofs].flatMap(([segment, people]) =>
    [...people].map(
      ([personId, { since, span }]): Standing => ({
        segmentId: segment.id,
        personId,
        meant: true,
        dueAt: span && since,
        dueAfter: span && `${span.count} ${span.unit}`,
        proved: true,
        cause: "event",
        noted: segment.counted,
      }),
    ),
  );
}
