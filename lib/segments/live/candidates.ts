import type { ChangeCause } from "../membership/change-sql.ts";
import type { Moment } from "../sql/sql-values.ts";
import { mayMatch } from "./may-match.ts";
import type { LivePlan, LiveSegment } from "./plan.ts";
import { type Proofs, prove } from "./proved.ts";
import type { ChangedPerson, SeenEvent, Touch } from "./window-store.ts";

/** Who has to be judged by which segment, and why. */
export type Candidates = Map<LiveSegment, Map<string, ChangeCause>>;

/** When a UUID of version 7 was made, in milliseconds since 1970: its first 48 bits. */
function idTime(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** Holds what happened against a plan. An event names its cause before a change of the person that came with it. */
export function candidatesOf(
  plan: LivePlan,
  news: {
    events: readonly SeenEvent[];
    people: readonly ChangedPerson[];
    touches: readonly Touch[];
    /** who came to be after this may be new to the segments */
    newSince: Date;
  },
  moment: Moment,
): { candidates: Candidates; proofs: Proofs; ends: Candidates; changed: ReadonlySet<string> } {
  const candidates: Candidates = new Map();
  /** who is spoken of only by what can make people leave */
  const ends: Candidates = new Map();
  const proofs: Proofs = new Map();
  const add = (
    segments: Iterable<LiveSegment> | undefined,
    personId: string,
    cause: ChangeCause,
    to = candidates,
  ) => {
    for (const segment of segments ?? []) {
      const people = to.get(segment) ?? new Map<string, ChangeCause>();
      to.set(segment, people);
      if (!people.has(personId)) {
        people.set(personId, cause);
      }
    }
  };

  const traits = new Map<string, { names: Set<string>; txs: Set<string> }>();
  for (const event of news.events) {
    for (const key of [`${event.type} ${event.name}`, event.type]) {
      for (const rule of plan.events.get(key) ?? []) {
        if (mayMatch(rule.where, event) && !prove(proofs, rule.segment, event, moment)) {
          add([rule.segment], event.personId, "event", rule.ends ? ends : candidates);
        }
      }
    }
    if (event.type === "identify") {
      const known = traits.get(event.personId) ?? { names: new Set(), txs: new Set() };
      for (const name of Object.keys(event.properties)) {
        known.names.add(name);
      }
      known.txs.add(event.tx);
      traits.set(event.personId, known);
    }
  }
  const merged = new Set(news.people.flatMap(({ id, mergedInto }) => (mergedInto ? [id, mergedInto] : [])));
  for (const { id, tx, bare } of news.people) {
    const told = traits.get(id);
    const isNew = idTime(id) >= news.newSince.getTime();
    add(plan.profile, id, "person");
    if (merged.has(id) || !(told ? told.txs.has(tx) : isNew && bare)) {
      // Merged, or changed last by something else than a call that names what: it is not said what is different.
      add(plan.segments.values(), id, "person");
      continue;
    }
    for (const name of told?.names ?? []) {
      add(plan.properties.get(name), id, "person");
    }
    if (isNew) {
      add(plan.strangers, id, "person");
    }
  }
  for (const { personId, what } of news.touches) {
    add(plan.others.get(what), personId, "person");
  }
  for (const [segment, people] of proofs) {
    const asked = candidates.get(segment);
    for (const id of [...people.keys()].filter((each) => asked?.has(each))) {
      // Something else happened to them as well: PostgreSQL is asked.
      people.delete(id);
      asked?.set(id, "event");
    }
  }
  for (const [segment, people] of ends) {
    for (const id of [...people.keys()].filter((each) => candidates.get(segment)?.has(each))) {
      people.delete(id);
    }
  }
  return { candidates, proofs, ends, changed: new Set(news.people.map(({ id }) => id)) };
}
