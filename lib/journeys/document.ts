import { z } from "zod";
import { plainText } from "../access/fields.ts";
import { quietHours } from "../delivery/when/schema.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { eventRef, propertyPath } from "../segments/definition.ts";
import { clock, wait } from "./clocks.ts";
import { eventsAsked } from "./matching/events.ts";
import { peopleAsked } from "./nodes/people-asked.ts";

export const journeyLimits = {
  nodes: 1_000,
  edges: 3_000,
  notes: 200,
  goals: 3,
  descriptionChars: 120,
} as const;

/** The format that this code writes; `upgrade.ts` reads the older ones. */
export const FORMAT = 1;

const id = z.string().regex(/^[a-z0-9]{1,24}$/, "This is no id");
const place = z.number().min(-1_000_000).max(1_000_000);
const position = z.object({ x: place, y: place });
export type Position = z.output<typeof position>;

/** What a person waits on the way (contracts §10.2); `at`: then until a time on the person's clocks. */
const delay = z.object({
  ...wait.shape,
  at: clock.nullable().default(null).describe("Send at a specific time"),
});
export type LinkDelay = z.output<typeof delay>;

const note = z.object({ id, text: plainText(5_000, z.string()), position, width: place, height: place });
export type Note = z.output<typeof note>;

const nodeFrame = {
  id,
  kind: z.string().min(1).max(60),
  name: plainText(80, z.string())
    .default("")
    .describe("As its author calls it; empty: as its kind is called"),
  settings: z.record(z.string(), z.json()).describe("As the schema of its kind says"),
  position,
};
const edgeFrame = { id, from: id, exit: z.string().min(1).max(60), to: id };

const controlGroups = z.object({
  system: z.boolean().default(true),
  custom: z.array(z.uuid("Choose one")).max(10).default([]),
  percent: z
    .number("Give a number")
    .min(2, "At least 2 %")
    .max(99, "At most 99 %")
    .nullable()
    .default(null)
    .describe("A share of this journey's own people"),
});

const people = z
  .number("Give a number")
  .int("Give a whole number")
  .min(1, "At least 1")
  .max(100_000_000, "At most 100,000,000");

/** Reached by an event, as it happens, or by past behaviour, looked at each midnight (contracts §10.1). */
export const journeyGoal = z
  .object({
    id,
    name: plainText(80).min(1, "Name the goal"),
    events: z.array(eventRef).max(10, "At most 10 events").default([]).describe("Any of these"),
    where: eventsAsked.shape.where,
    revenue: propertyPath
      .nullable()
      .default(null)
      .describe("The property of the event that says what it is worth; what is no number counts as 0"),
    people: peopleAsked
      .optional()
      .describe("Past behavior: reached by whoever is one of these at 12:00 a.m. of the workspace"),
  })
  .refine(({ events, people }) => events.length > 0 || people !== undefined, {
    ...{ message: "Choose an event", path: ["events"] },
    // Beside what else is missing.
    when: ({ value }) => isJsonObject(value as Json) && Array.isArray((value as JsonObject).events),
  })
  .refine(({ events, revenue }) => events.length > 0 || revenue === null, {
    ...{ message: "Only a goal by an event has a revenue", path: ["revenue"] },
  });
export type JourneyGoal = z.output<typeof journeyGoal>;

export const journeySettings = z.object({
  reentry: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("never") }),
      z.object({ kind: z.literal("after_exit"), rest: wait.nullable().default(null) }),
    ])
    .describe("Whether people who have left may enter again, and so long after that"),
  timeout: wait.nullable().describe("The longest stay; whoever is still in it then leaves"),
  goals: z
    .array(journeyGoal)
    .max(journeyLimits.goals, `At most ${journeyLimits.goals} goals`)
    .superRefine((goals, context) => {
      for (const [place, { id }] of goals.entries()) {
        if (goals.findIndex((each) => each.id === id) < place) {
          context.addIssue({ code: "custom", path: [place, "id"], message: "Two goals have this id" });
        }
      }
    }),
  cap: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("all") }),
      z.object({ kind: z.literal("only"), people }),
      z.object({ kind: z.literal("per_day"), people }),
    ])
    .describe("How many people may enter"),
  controlGroups,
  quiet: z
    .object({ hours: quietHours.min(1, "Give the hours"), mode: z.enum(["discard", "delay"]) })
    .nullable()
    .describe("Do Not Disturb hours"),
  zone: z.enum(["workspace", "user"]).describe("Whose clocks count"),
  ignoreLimits: z.boolean().default(false).describe("Don't apply global campaign limits to this journey"),
  freshMinutes: z
    .number("Give a number")
    .int()
    .min(1, "At least 1 minute")
    .max(1_440, "At most 1 day")
    .default(60)
    .describe("An event that is older than this begins no journey"),
});
export type JourneySettings = z.output<typeof journeySettings>;

const lists = {
  nodes: z.array(z.object(nodeFrame)).max(journeyLimits.nodes, `At most ${journeyLimits.nodes} nodes`),
  notes: z.array(note).max(journeyLimits.notes, `At most ${journeyLimits.notes} notes`),
};

/**
 * A journey that may be unfinished anywhere: settings of nodes and of the whole are kept as they were given, so that
 * nothing that somebody typed is lost. Only the frame is checked.
 */
export const journeyDraft = z.object({
  version: z.literal(FORMAT),
  ...lists,
  edges: z
    .array(z.object({ ...edgeFrame, delay: z.record(z.string(), z.json()).nullable().default(null) }))
    .max(journeyLimits.edges),
  settings: z.record(z.string(), z.json()),
});
export type JourneyDraft = z.output<typeof journeyDraft>;
export type JourneyNode = JourneyDraft["nodes"][number];
export type JourneyEdge = JourneyDraft["edges"][number];

/** What may be published, as far as its shape goes; `problems.ts` says the rest. */
export const journeyDocument = journeyDraft.extend({
  edges: z.array(z.object({ ...edgeFrame, delay: delay.nullable().default(null) })).max(journeyLimits.edges),
  settings: journeySettings,
});
export type JourneyDocument = z.output<typeof journeyDocument>;
