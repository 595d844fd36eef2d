import { z } from "zod";
import { calendarDay, plainText } from "../access/fields.ts";

const word = plainText(512, z.string()).min(1, "Fill this in");
const words = z.array(word).min(1, "Choose at least one").max(500, "At most 500 values");
const number = z.number("Give a number");
const numbers = z.array(number).min(1, "Choose at least one").max(500, "At most 500 values");
/** A day of the workspace's calendar. */
export const day = calendarDay("Choose a day");
const versionNumber = z.string().regex(/^\d{1,9}(\.\d{1,9}){0,5}$/, "A version such as 4.12 or 10.0.1");

export const timeUnits = ["minutes", "hours", "days", "weeks", "months"] as const;
export type TimeUnit = (typeof timeUnits)[number];
export const span = z.strictObject({
  count: z.number().int().min(1, "At least 1").max(5_000, "At most 5,000"),
  unit: z.enum(timeUnits),
});
export type Span = z.output<typeof span>;

const ordered = <T extends number | string>(list: [T, T]) => list[0] <= list[1];
const ORDER = "The second must not be below the first";

/*
 * What is asked of a value. One that is missing, null, empty or of another type meets none of them but those that deny
 * ("not_equals", "does_not_contain", "none_of", "is_not_set"): "plan is not gold" is true of somebody without a plan. So
 * a test and its denial always part the people in two. Of a list one element that meets it is enough.
 */
const presence = z.strictObject({ type: z.literal("any"), op: z.enum(["is_set", "is_not_set"]) });

/** Equality is exact; "contains", "starts with" and "ends with" ignore case. */
const textTest = z.discriminatedUnion("op", [
  z.strictObject({
    type: z.literal("text"),
    op: z.enum(["equals", "not_equals", "contains", "does_not_contain", "starts_with", "ends_with"]),
    value: word,
  }),
  z.strictObject({ type: z.literal("text"), op: z.enum(["any_of", "none_of", "all_of"]), values: words }),
]);

export const comparison = z.enum([
  "equals",
  "not_equals",
  "greater_than",
  "greater_than_equals",
  "less_than",
  "less_than_equals",
]);
/** Two numbers, the second not below the first. */
export const numberRange = z.tuple([number, number]).refine(ordered, ORDER);

const numberTest = z.discriminatedUnion("op", [
  z.strictObject({ type: z.literal("number"), op: comparison, value: number }),
  z.strictObject({ type: z.literal("number"), op: z.enum(["any_of", "none_of", "all_of"]), values: numbers }),
  z.strictObject({ type: z.literal("number"), op: z.literal("between"), values: numberRange }),
]);

const booleanTest = z.strictObject({
  type: z.literal("boolean"),
  op: z.enum(["equals", "not_equals"]),
  value: z.boolean(),
});

/** Days are the workspace's; a date without a zone is read in the workspace's. */
const dateTest = z.discriminatedUnion("op", [
  z.strictObject({ type: z.literal("date"), op: z.enum(["on", "before", "after"]), value: day }),
  z.strictObject({
    type: z.literal("date"),
    op: z.literal("between"),
    values: z.tuple([day, day]).refine(ordered, ORDER),
  }),
  z.strictObject({ type: z.literal("date"), op: z.enum(["in_last", "in_next", "before_last"]), value: span }),
  z.strictObject({
    type: z.literal("date"),
    op: z
      .enum(["days_ago", "days_ahead"])
      .describe("On the day that was, or will be, so many days from today"),
    value: z.number().int().min(0).max(3_650, "At most 3,650"),
    yearly: z.boolean().default(false).describe("The same day of any year, as for birthdays"),
  }),
]);

/** Compared part by part: 4.9 is below 4.12. */
const versionTest = z.strictObject({
  type: z.literal("version"),
  op: z.enum(["equals", "greater_than", "greater_than_equals", "less_than", "less_than_equals"]),
  value: versionNumber,
});

export const MAX_PLACES = 20;
/** Half around the earth. */
export const MAX_METRES = 20_100_000;
const circle = z.strictObject({
  latitude: z.number("Give a latitude").min(-90, "From -90 to 90").max(90, "From -90 to 90"),
  longitude: z.number("Give a longitude").min(-180, "From -180 to 180").max(180, "From -180 to 180"),
  metres: z
    .number("Give a distance in metres")
    .min(1, "At least 1 metre")
    .max(MAX_METRES, "At most half around the earth"),
});

/** A value with a `latitude` and a `longitude` in degrees, in one of the circles (contracts §10.7). */
const placeTest = z.strictObject({
  type: z.literal("place"),
  op: z.literal("within"),
  places: z.array(circle).min(1, "Add a place").max(MAX_PLACES, `At most ${MAX_PLACES} places`),
});

export const valueTest = z.discriminatedUnion("type", [
  presence,
  textTest,
  numberTest,
  booleanTest,
  dateTest,
  versionTest,
  placeTest,
]);
export type ValueTest = z.output<typeof valueTest>;
export type ValueType = ValueTest["type"];
