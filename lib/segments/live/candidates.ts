import type { ChangeCause } from "../membership/change-sql.ts";
import { mayMatch } from "./may-match.ts";
import type { LivePlan, LiveSegment } from "./plan.ts";
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
): Candidates {
  const candidates: Candidates = new Map();
  const add = (segments: Iterable<LiveSegment> | undefined, personId: string, cause: ChangeCause) => {
    for (const segment of segments ?? []) {
      const people = candidates.get(segment) ?? new Map<string, ChangeCause>();
      candidates.set(segment, people);
      if (!people.has(personId)) {
        people.set(personId, cause);
      }
    }
  };

  const traits = new Map<string, Set<string>>();
  for (const event of news.events) {
    for (const key of [`${event.type} ${event.name}`, event.type]) {
      for (const rule of plan.events.get(key) ?? []) {
        if (mayMatch(rule.where, event)) {
          add([rule.segment], event.personId, "event");
        }
      }
    }
    if (event.type === "identify") {
      const known = traits.get(event.personId) ?? new Set();
      for (const name of Object.keys(event.properties)) {
        known.add(name);
      }
      traits.set(event.personId, known);
    }
  }
  for (const { id, mergedInto } of news.people) {
    const changed = traits.get(id);
    add(plan.profile, id, "person");
    if (changed && mergedInto === null) {
      for (const name of changed) {
        add(plan.properties.get(name), id, "person");
      }
      if (idTime(id) >= news.newSince.getTime()) {
        add(plan.strangers, id, "person");
      }
    } else {
      // Merged, or changed by something else than a call: it is not said what is different.
      add(plan.segments.values(), id, "person");
    }
  }
  for (const { personId, what } of news.touches) {
    add(plan.others.get(what), personId, "person");
  }
  return candidates;
}
