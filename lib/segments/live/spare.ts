import type { JsonObject } from "../../kernel/json.ts";
import type { Definition, EventFilter } from "../definition.ts";
import { mayMatch } from "./may-match.ts";

/** When an event of somebody surely changes nothing about a segment, so that PostgreSQL need not be asked. */
export type Spare = {
  /** Whoever is in it stays, whatever they do. */
  stays: boolean;
  /** What has to be true of people's own properties, whatever they did. A change of those is judged by itself. */
  requires: EventFilter[];
};

export const nothingSpared: Spare = { stays: false, requires: [] };

/** Whether all conditions of a definition have to hold. */
export function isConjunction({ match, groups }: Definition): boolean {
  return (
    (match === "all" || groups.length === 1) &&
    groups.every((each) => !each.constant && (each.match === "all" || each.conditions.length === 1))
  );
}

export function spareOf(definition: Definition): Spare {
  const conditions = definition.groups.flatMap((group) => group.conditions);
  const [only] = conditions;
  const stays =
    conditions.length === 1 &&
    only?.kind === "did" &&
    !only.not &&
    only.when.kind === "always" &&
    only.measure.of === "count" &&
    only.measure.is.op === "greater_than_equals";
  const requires = isConjunction(definition)
    ? conditions.flatMap((each): EventFilter[] =>
        each.kind === "property" && !each.not ? [{ of: "properties", path: each.path, test: each.test }] : [],
      )
    : [];
  return { stays, requires };
}

/** How somebody stands to a segment, and their own properties where the segment asks for some. */
export type Known = { member: boolean; due: boolean; properties: JsonObject | null };

/**
 * Whether an event may change how somebody stands to a segment. `ends`: it can only make people leave, or keep from
 * entering those who wait for a time to pass.
 */
export function mayChange({ stays, requires }: Spare, ends: boolean, known: Known): boolean {
  if (known.member) {
    return !stays;
  }
  if (ends && !known.due) {
    return false;
  }
  return known.properties === null || mayMatch(requires, { properties: known.properties, context: {} });
}
