import { z } from "zod";
import { type Draft as Definition, type DraftEvents, emptyDraft } from "../segments/draft.ts";

/*
 * Parts of documents while they are edited: their shape with anything missing. A number that nobody typed yet is 0, which
 * no field allows.
 */
export const count = z.number().catch(0);
export const text = z.string().catch("");
/** A path to a property that need not be chosen. */
export const pathOrNone = z.array(z.string()).min(1).optional().catch(undefined);
export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.custom<Values[number]>((value) => values.includes(value as string)).catch(values[0]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
/** A list whose members have at least parts. */
export const isList = (value: unknown): value is Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isObject);
const hasGroups = (value: unknown): value is Definition =>
  isObject(value) && isList(value.groups) && value.groups.every(({ conditions }) => isList(conditions));
export const definition = z.custom<Definition>(hasGroups).catch(emptyDraft);
export const hasEvents = (value: unknown): value is DraftEvents =>
  isObject(value) && isList(value.events) && (value.where === undefined || isList(value.where));
export const noEvents: DraftEvents = { events: [], where: [] };
export const events = z.custom<DraftEvents>(hasEvents).catch(noEvents);

export const waitUnits = ["minutes", "seconds", "hours", "days"] as const;
export const wait = z.object({ count, unit: choice(waitUnits) });
export type Wait = z.output<typeof wait>;

const weekdays = z.array(z.number()).catch([]);
const repeat = z.discriminatedUnion("every", [
  z.object({ every: z.literal("days"), count }),
  z.object({ every: z.literal("weeks"), count, weekdays }),
  z.object({
    every: z.literal("months"),
    on: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("day"), day: count }),
      z.object({ kind: z.literal("last_day") }),
      z.object({ kind: z.literal("weekday"), nth: z.union([z.number(), z.literal("last")]), weekday: count }),
    ]),
  }),
]);
const ends = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("never") }),
  z.object({ kind: z.literal("on"), day: text }),
  z.object({ kind: z.literal("after"), runs: count }),
]);
export const recurrence = z.object({ from: text, time: text, repeat, ends });
export type Recurrence = z.output<typeof recurrence>;

export const frequency = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("every_time") }),
    z.object({ kind: z.literal("times"), times: count }),
    z.object({ kind: z.literal("interval"), minutes: count }),
  ])
  .catch({ kind: "every_time" });
export type FrequencyDraft = z.output<typeof frequency>;

const slot = z.object({ weekdays, from: text, to: text });
export type Slot = z.output<typeof slot>;
export const quiet = z.object({ hours: z.array(slot).catch([]), mode: choice(["delay", "discard"]) });
export type Quiet = z.output<typeof quiet>;

export const controlGroups = z
  .object({
    system: z.boolean().catch(true),
    custom: z.array(z.string()).catch([]),
    percent: z.number().nullable().catch(null),
  })
  .catch({ system: true, custom: [], percent: null });
export type ControlGroups = z.output<typeof controlGroups>;

/** A message as a campaign and a journey keep it: which accounts carry it, what it says, and what a missing property does. */
export const messageParts = {
  connections: z.record(z.string(), z.string()).catch({}),
  content: z.json().catch({}),
  missing: choice(["fail", "default", "skip"]),
};
