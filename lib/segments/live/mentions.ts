import { zoneTraits } from "../../people/person-zone.ts";
import type { Condition, Definition, EventFilter, EventRef } from "../definition.ts";
import type { ReferredDefinition } from "../references.ts";
import { isConjunction } from "./spare.ts";

/** An event that a definition speaks of, with all that must be true of it to count there. */
export type MentionedEvent = {
  event: EventRef;
  where: readonly EventFilter[];
  /** it can only make people leave, or keep them from entering in time: the other event of an inaction */
  ends: boolean;
};

/** What a definition, with the segments it asks for, speaks of: whoever is untouched by all of it is as before. */
export type Mentions = {
  events: MentionedEvent[];
  /** first keys of people's own properties */
  properties: Set<string>;
  /** fields and addresses of people: whatever identifies or describes them */
  profile: boolean;
  /**
   * what else is known of them: `context`, `tokens`, `segment:<id>` of lists, `subscription:<channel>`, and `properties` that
   * something else than a call changed (person_touches)
   */
  others: Set<string>;
};

/** Own properties that fields look at (sql/field-sql.ts). */
const fieldProperties = [
  "age",
  "birthday",
  "dob",
  "DOB",
  "gender",
  "language",
  "locale",
  "country",
  "address",
  "state",
  "region",
  "city",
  ...zoneTraits,
];

function add(
  mentions: Mentions,
  each: Condition,
  referred: ReadonlyMap<string, ReferredDefinition>,
  all: boolean,
): void {
  switch (each.kind) {
    case "did":
      mentions.events.push(...each.events.map((event) => ({ event, where: each.where, ends: false })));
      return;
    case "inaction":
      for (const asked of [each.did, each.didNot]) {
        const ends = asked === each.didNot && all && !each.not;
        mentions.events.push(...asked.events.map((event) => ({ event, where: asked.where, ends })));
      }
      return;
    case "property":
      mentions.properties.add(each.path[0] ?? "");
      mentions.others.add("properties");
      return;
    case "field":
      mentions.profile = true;
      mentions.others.add("context");
      mentions.others.add("properties");
      for (const name of fieldProperties) {
        mentions.properties.add(name);
      }
      return;
    case "reachable":
      mentions.profile = true;
      mentions.others.add("tokens");
      return;
    case "unsubscribed":
      mentions.properties.add(`MSG-${each.channel}`);
      mentions.others.add(`subscription:${each.channel}`);
      mentions.others.add("properties");
      return;
    case "audience":
      // They are known there by an identifier. Who comes and goes is seen when the segment is worked out again.
      mentions.profile = true;
      return;
    case "segment": {
      const inner = referred.get(each.segmentId);
      if (inner === "list") {
        mentions.others.add(`segment:${each.segmentId}`);
      } else if (inner) {
        addAll(mentions, inner, referred, false);
      }
    }
  }
}

function addAll(
  mentions: Mentions,
  definition: Definition,
  referred: ReadonlyMap<string, ReferredDefinition>,
  all: boolean,
): void {
  for (const group of definition.groups) {
    for (const each of group.conditions) {
      add(mentions, each, referred, all);
    }
  }
}

export function mentionsOf(
  definition: Definition,
  referred: ReadonlyMap<string, ReferredDefinition>,
): Mentions {
  const mentions: Mentions = {
    events: [],
    properties: new Set(),
    profile: false,
    others: new Set(),
  };
  addAll(mentions, definition, referred, isConjunction(definition));
  return mentions;
}
