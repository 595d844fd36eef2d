import type { Definition, DidCondition, Period } from "../definition.ts";
import { isOnce } from "../sql/did-sql.ts";
import { periodEdges } from "../sql/event-rows.ts";
import type { Moment } from "../sql/sql-values.ts";
import type { Span } from "../value-test.ts";
import { surelyMatches } from "./surely-matches.ts";
import type { SeenEvent } from "./window-store.ts";

/** What one event says by itself: its person is a member, for `span` from `since` on or for good. */
export type Proof = { since: Date; span: Span | null };

/**
 * The condition of a definition that asks for nothing but one event, now or lately: whoever does it is a member, whatever
 * else is known. Null of every other definition.
 */
export function provable(definition: Definition): DidCondition | null {
  const [group, ...groups] = definition.groups;
  const [did, ...conditions] = group?.conditions ?? [];
  if (!group || !did || groups.length > 0 || conditions.length > 0 || group.constant || did.kind !== "did") {
    return null;
  }
  const plain =
    !did.not && !did.hours && !did.weekdays && did.measure.of === "count" && isOnce(did.measure.is);
  return plain && (did.when.kind === "always" || did.when.kind === "last") ? did : null;
}

const spanOf = (when: Period): Span | null => (when.kind === "last" ? when.span : null);

/** What an event that a provable condition speaks of proves at a moment; null where PostgreSQL has to look. */
export function proofOf(did: DidCondition, event: SeenEvent, moment: Moment): Proof | null {
  const { from, to } = periodEdges(did.when, moment);
  const inside = (!from || event.timestamp >= from) && (!to || event.timestamp < to);
  return inside && surelyMatches(did.where, event)
    ? { since: event.timestamp, span: spanOf(did.when) }
    : null;
}
