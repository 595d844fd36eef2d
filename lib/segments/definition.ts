import { z } from "zod";
import { plainText } from "../access/fields.ts";
import { personFieldKeys, personFields } from "./person-fields.ts";
import { comparison, day, numberRange, span, valueTest } from "./value-test.ts";

/** Names of events and keys as they were sent: a blank at an end is part of them. */
const text = (max: number) => plainText(max, z.string()).min(1, "Fill this in");
const id = z.uuid("This is no id");

/** Where a value stands in a document: keys from the outside in. A list on the way means any of its elements. */
export const propertyPath = z.array(text(200)).min(1, "Choose a property").max(6, "At most 6 levels");
export type PropertyPath = z.output<typeof propertyPath>;

/** An event by its call and name; without a name any page or screen. */
export const eventRef = z
  .strictObject({ type: z.enum(["track", "page", "screen"]).default("track"), name: text(400).nullable() })
  .refine(({ type, name }) => name !== null || type !== "track", {
    message: "Choose an event",
    path: ["name"],
  });
export type EventRef = z.output<typeof eventRef>;

/** What is asked of an event's properties, or of the context it came with. */
export const eventFilter = z.strictObject({
  of: z.enum(["properties", "context"]).default("properties"),
  path: propertyPath,
  test: valueTest,
});
export type EventFilter = z.output<typeof eventFilter>;

const WEEK = 7;
/** When, in the workspace's days: absolute, or counted back from the moment that it is asked. */
export const period = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("always") }),
  z
    .strictObject({ kind: z.literal("days"), from: day, to: day })
    .refine(({ from, to }) => from <= to, { message: "The last day is before the first", path: ["to"] }),
  z.strictObject({ kind: z.literal("last"), span }),
  z
    .strictObject({
      kind: z.literal("days_ago"),
      from: z.number().int().min(0).max(3_650),
      to: z.number().int().min(0).max(3_650),
    })
    .refine(({ from, to }) => from >= to, { message: "Give the longer time first", path: ["from"] }),
]);
export type Period = z.output<typeof period>;

const weekdays = z.array(z.number().int().min(1).max(WEEK)).min(1, "Choose a day").max(WEEK);
/** Hours of the workspace's clock; from 22 to 6 goes over midnight. */
const hours = z
  .strictObject({ from: z.number().int().min(0).max(23), to: z.number().int().min(1).max(24) })
  .refine(({ from, to }) => from !== to, { message: "Give another hour", path: ["to"] });
export type Hours = z.output<typeof hours>;

const amount = z.discriminatedUnion("op", [
  z.strictObject({ op: comparison, value: z.number("Give a number") }),
  z.strictObject({ op: z.literal("between"), values: numberRange }),
]);
export type Amount = z.output<typeof amount>;

const share = z.union([z.literal("most"), z.number().int().min(1).max(100)]);
/**
 * What has to be true of the events that were found, of which there is at least one. `sum` and `average` take what is no
 * number for 0 (contracts §10.7), an average each item of a list by itself. `first` and `last`: the first or last one ever lies in the period.
 * `mostly`: at least so many percent of them pass, or "most": their most frequent value does; more than half of them are in
 * these hours; on these days together they are as many as on any other day, or more (decision 070).
 */
export const measure = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("count"), is: amount }),
  z.strictObject({ of: z.enum(["sum", "average", "distinct"]), path: propertyPath, is: amount }),
  z.strictObject({ of: z.literal("first") }),
  z.strictObject({ of: z.literal("last") }),
  z.strictObject({ of: z.literal("mostly"), path: propertyPath, test: valueTest, share }),
  z.strictObject({ of: z.literal("mostly_hours"), hours, share }),
  z.strictObject({ of: z.literal("mostly_weekdays"), weekdays, share }),
]);
export type Measure = z.output<typeof measure>;

const not = z.boolean().default(false).describe("Those to whom it does not apply");

/** Which events are meant, whenever they were. */
const eventsAsked = z.strictObject({
  events: z.array(eventRef).min(1, "Choose an event").max(10, "At most 10 events").describe("Any of these"),
  where: z.array(eventFilter).max(10, "At most 10 filters").default([]),
});
export type EventsAsked = z.output<typeof eventsAsked>;

export const didCondition = z.strictObject({
  kind: z.literal("did"),
  not,
  ...eventsAsked.shape,
  hours: hours.optional(),
  weekdays: weekdays.optional(),
  when: period.default({ kind: "always" }),
  measure: measure.default({ of: "count", is: { op: "greater_than_equals", value: 1 } }),
});
export type DidCondition = z.output<typeof didCondition>;

export const waitUnits = ["seconds", "minutes", "hours", "days"] as const;
const wait = z.strictObject({
  count: z.number().int().min(1, "At least 1").max(5_000, "At most 5,000"),
  unit: z.enum(waitUnits),
});

/**
 * Did one thing and, in the time `within` that followed and ever since, not the other. Whoever does it later is no longer
 * meant. `same`: the other is only that with the same value of a property, as the same product.
 */
export const inactionCondition = z.strictObject({
  kind: z.literal("inaction"),
  not,
  did: eventsAsked,
  didNot: eventsAsked,
  within: wait,
  when: period.default({ kind: "always" }).describe("When they did the one thing"),
  same: z.strictObject({ path: propertyPath }).optional(),
});
export type InactionCondition = z.output<typeof inactionCondition>;

export const channels = ["email", "sms", "push", "whatsapp"] as const;
export type ReachChannel = (typeof channels)[number];
/** What an estimate of reach tells of: the channels, and Segment, which knows people by a user ID or an anonymous ID. */
export const reachWays = ["segment", ...channels] as const;
export type ReachWay = (typeof reachWays)[number];

export const condition = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("property"), not, path: propertyPath, test: valueTest }),
  z
    .strictObject({ kind: z.literal("field"), not, field: z.enum(personFieldKeys), test: valueTest })
    .refine(({ field, test }) => test.type === "any" || test.type === personFields[field].type, {
      message: "This cannot be asked of it",
      path: ["test"],
    }),
  z
    .strictObject({ kind: z.literal("reachable"), not, channel: z.enum(channels) })
    .describe("There is an address, token or number"),
  z.strictObject({ kind: z.literal("unsubscribed"), not, channel: z.enum(channels) }),
  z.strictObject({ kind: z.literal("segment"), not, segmentId: id }),
  z.strictObject({ kind: z.literal("audience"), not, audienceId: id }),
  didCondition,
  inactionCondition,
]);
export type Condition = z.output<typeof condition>;

const match = z.enum(["all", "any"]).default("all");

/** `constant`: one value of this property must make all the events' conditions true at once. */
export const group = z
  .strictObject({
    match,
    conditions: z.array(condition).min(1, "Add a condition").max(20, "At most 20 conditions"),
    constant: z.strictObject({ path: propertyPath }).optional(),
  })
  .superRefine(({ match: how, conditions, constant }, ctx) => {
    if (!constant) {
      return;
    }
    const events = conditions.filter(({ kind }) => kind === "did");
    if (how !== "all" || events.length < 2 || events.every((each) => each.not)) {
      ctx.addIssue({
        code: "custom",
        path: ["constant"],
        message:
          "A constant property needs two events in a group of which all must hold, at least one of them done",
      });
    }
    for (const [place, each] of conditions.entries()) {
      if (each.kind === "did" && each.measure.of !== "count") {
        ctx.addIssue({
          code: "custom",
          path: ["conditions", place, "measure"],
          message: "With a constant property events can be counted only",
        });
      }
    }
  });
export type Group = z.output<typeof group>;

/** Whom a segment means. */
export const definition = z.strictObject({
  match,
  groups: z.array(group).min(1, "Add a condition").max(10, "At most 10 groups"),
});
export type Definition = z.output<typeof definition>;
