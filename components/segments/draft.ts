import type { z } from "zod";
import type { condition, definition } from "@/lib/segments/definition.ts";

/** A definition while it is built: its shape, whatever is still missing in it. */
export type Draft = z.input<typeof definition>;
export type DraftGroup = Draft["groups"][number];
export type DraftCondition = z.input<typeof condition>;
export type DraftOf<Kind extends DraftCondition["kind"]> = Extract<DraftCondition, { kind: Kind }>;
export type DraftTest = DraftOf<"property">["test"];
export type DraftFilter = NonNullable<DraftOf<"did">["where"]>[number];
export type DraftMeasure = NonNullable<DraftOf<"did">["measure"]>;
export type DraftPeriod = NonNullable<DraftOf<"did">["when"]>;
export type DraftEvents = DraftOf<"inaction">["did"];

const equals: DraftTest = { type: "text", op: "equals", value: "" };

const contains: DraftTest = { type: "text", op: "contains", value: "" };
const anyPage: DraftOf<"did">["events"][number] = { type: "page", name: null };
const month: DraftPeriod = { kind: "last", span: { count: 30, unit: "days" } };

/** What can be added, in the order of the menu, each as it begins. */
export const newConditions = {
  did: { kind: "did", events: [], when: month },
  did_not: { kind: "did", not: true, events: [], when: month },
  inaction: {
    kind: "inaction",
    did: { events: [] },
    didNot: { events: [] },
    within: { count: 10, unit: "minutes" },
    when: { kind: "last", span: { count: 7, unit: "days" } },
  },
  page_visit: {
    kind: "did",
    events: [anyPage],
    where: [{ of: "properties", path: ["url"], test: contains }],
    when: month,
  },
  referrer: {
    kind: "did",
    events: [anyPage],
    where: [{ of: "properties", path: ["referrer"], test: contains }],
    when: month,
  },
  page_count: {
    kind: "did",
    events: [anyPage],
    when: { kind: "last", span: { count: 30, unit: "minutes" } },
    measure: { of: "count", is: { op: "greater_than_equals", value: 3 } },
  },
  property: { kind: "property", path: [""], test: equals },
  field: { kind: "field", field: "country", test: equals },
  reachable: { kind: "reachable", channel: "email" },
  unsubscribed: { kind: "unsubscribed", not: true, channel: "email" },
  segment: { kind: "segment", segmentId: "" },
  audience: { kind: "audience", audienceId: "" },
} as const satisfies Record<string, DraftCondition>;
export type NewCondition = keyof typeof newConditions;

const week: DraftPeriod = { kind: "last", span: { count: 7, unit: "days" } };
const launched: DraftOf<"did">["events"] = [{ type: "track", name: "App Launched" }];

/** Whom CleverTap's system segments mean (contracts §10.7), to begin with. */
export const systemSegments = {
  all_users: { kind: "field", field: "first_seen", test: { type: "any", op: "is_set" } },
  first_time: { kind: "did", events: launched, when: week, measure: { of: "first" } },
  engaged: {
    kind: "did",
    events: launched,
    when: week,
    measure: { of: "count", is: { op: "greater_than_equals", value: 4 } },
  },
} as const satisfies Record<string, DraftCondition>;
export type SystemSegment = keyof typeof systemSegments;

export const newFilter: DraftFilter = { path: [""], test: equals };
/** Page calls carry the address among their properties, whoever sends them; only browsers repeat it in the context. */
export const newPageFilter: DraftFilter = { of: "properties", path: ["url"], test: contains };

export const emptyDraft: Draft = { match: "all", groups: [{ match: "all", conditions: [] }] };

const replaced = <Item>(list: readonly Item[], place: number, item: Item | null): Item[] =>
  list.flatMap((each, at) => (at === place ? (item === null ? [] : [item]) : [each]));

/** A definition with another group in a place; null takes it away, but never the last one. */
export function withGroup(draft: Draft, place: number, group: DraftGroup | null): Draft {
  const groups = replaced(draft.groups, place, group);
  return { ...draft, groups: groups.length > 0 ? groups : emptyDraft.groups };
}

export const addGroup = (draft: Draft): Draft => ({
  ...draft,
  groups: [...draft.groups, { match: "all", conditions: [] }],
});

/** A group with another condition in a place; null takes it away. A constant property goes with its second event. */
export function withCondition(
  group: DraftGroup,
  place: number,
  condition: DraftCondition | null,
): DraftGroup {
  const { constant, ...rest } = group;
  const next = { ...rest, conditions: replaced(group.conditions, place, condition) };
  return constant && next.conditions.filter(({ kind }) => kind === "did").length > 1
    ? { ...next, constant }
    : next;
}

export const addCondition = (group: DraftGroup, which: NewCondition): DraftGroup => ({
  ...group,
  conditions: [...group.conditions, newConditions[which]],
});

/** The keys of a path as it is typed, with dots between them. */
export const pathOf = (text: string): string[] => text.split(".");
