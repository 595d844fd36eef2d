import { z } from "zod";
import { instant } from "../../api/paging.ts";
import { identifierKinds } from "../../people/schema.ts";
import { journeyDraft } from "../document.ts";

export const simulationLimits = { events: 200, days: 366 } as const;

const node = z.string().max(24);
const properties = z.record(z.string(), z.json());

/** How a message is to end; viewed and clicked: it is sent, and the person does that some minutes later. */
export const messageEnds = ["sent", "viewed", "clicked", "failed", "unreachable"] as const;
export type MessageEnd = (typeof messageEnds)[number];

const scriptedEvent = z.object({
  type: z.enum(["track", "page", "screen"]).default("track"),
  name: z.string().trim().min(1, "Choose an event").max(400),
  at: z.iso.datetime({ offset: true, message: "Choose a time" }),
  properties: properties.default({}),
});
export type ScriptedEvent = z.output<typeof scriptedEvent>;

const person = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("known"),
    person: z.string().trim().min(1, "Choose a person").max(300).describe("Id, user ID, e-mail or phone"),
  }),
  z.object({
    kind: z.literal("made_up"),
    ids: z.partialRecord(z.enum(identifierKinds), z.string().trim().max(400)).default({}),
    properties: properties.default({}),
    zone: z.string().max(60).nullable().default(null).describe("Their own clocks; null: the workspace's"),
  }),
]);

/**
 * What nobody can decide beforehand. control_groups: somebody made up is in none, as it is decided by the id · own_control_group:
 * the journey is kept nowhere, so its own is not known · cap: who else enters until then · limits: what else they get until then.
 */
export const undecidedThings = ["control_groups", "own_control_group", "cap", "limits"] as const;
export type Undecided = (typeof undecidedThings)[number];

export const simulateJourney = z.object({
  document: journeyDraft,
  journeyId: z
    .uuid("This is no id of a journey")
    .nullable()
    .default(null)
    .describe("The journey whose draft it is: its control group and those who entered it count"),
  name: z.string().max(200).default(""),
  person,
  from: z.iso.datetime({ offset: true, message: "Choose a time" }).describe("When the clock begins"),
  days: z
    .number("Give a number")
    .int("Give a whole number")
    .min(1, "At least 1 day")
    .max(simulationLimits.days, `At most ${simulationLimits.days} days`)
    .default(60)
    .describe("How far the clock is moved"),
  events: z
    .array(scriptedEvent)
    .max(simulationLimits.events, `At most ${simulationLimits.events} events`)
    .default([]),
  answers: z
    .record(node, z.boolean())
    .default({})
    .describe(
      "By the node that asks: whether the person is one of those; else as it is now, or Yes. By the goal, too; else as it is now, or No",
    ),
  ends: z.record(node, z.enum(messageEnds)).default({}).describe("By the node: what becomes of its message"),
  paths: z.record(node, z.string().max(60)).default({}).describe("By the A/B split: the path to take"),
});
export type SimulateJourney = z.output<typeof simulateJourney>;

const missing = z.object({ path: z.string(), line: z.number(), column: z.number() });
const at = { at: instant, node };

const simulatedMessage = z.object({
  ...at,
  channel: z.string(),
  messageId: z.string(),
  outcome: z.enum(messageEnds),
  chosen: z.boolean().describe("The script says so; otherwise it is what would become of it"),
  reason: z.string().nullable().describe("Why it would not leave as it is"),
  texts: z.array(
    z.object({
      path: z.string(),
      label: z.string(),
      context: z.enum(["text", "html", "json", "url"]),
      text: z.string().nullable(),
      missing: z.array(missing),
      stopped: z.string().nullable().describe("Why no text is made"),
    }),
  ),
  request: z
    .object({
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
    })
    .nullable()
    .describe("What would go over the wire, with secrets masked"),
});
export type SimulatedMessage = z.output<typeof simulatedMessage>;

const change = z.discriminatedUnion("kind", [
  z.object({
    ...at,
    kind: z.literal("profile"),
    changes: z.array(
      z.object({ property: z.string(), before: z.json().nullable(), after: z.json().nullable() }),
    ),
  }),
  z.object({
    ...at,
    kind: z.literal("audience"),
    operation: z.enum(["upsert", "delete"]),
    audienceId: z.string(),
    audience: z.string().nullable().describe("null: there is none of this id any more"),
    applies: z
      .boolean()
      .describe("false: nothing would change, as the audience is gone or knows nothing of the person by"),
  }),
]);
export type SimulatedChange = z.output<typeof change>;

export const happening = z.object({
  ...at,
  did: z.string(),
  exit: z.string().nullable(),
  because: z.string(),
});

export const simulation = z.object({
  problems: z
    .array(
      z.object({
        ...{ node: z.string().nullable(), edge: z.string().nullable() },
        ...{ path: z.string(), field: z.string(), message: z.string() },
      }),
    )
    .describe("What has to be finished before anybody can walk; then nobody has"),
  unfinished: z
    .array(z.object({ node, message: z.string() }))
    .describe("Nodes that nobody gets past, because their settings are not finished"),
  person: z
    .object({
      ...{ id: z.string().nullable(), name: z.string().nullable() },
      ...{ userId: z.string().nullable(), email: z.string().nullable(), properties },
    })
    .describe("Without an id: made up"),
  zone: z.string().describe("The clocks that count"),
  until: instant,
  stays: z.array(z.object({ entered: instant, left: instant.nullable(), because: z.string().nullable() })),
  path: z.array(happening),
  here: z
    .object({ node, pause: z.string(), since: instant, until: instant.nullable() })
    .nullable()
    .describe("Where the person is at the end; null: not in the journey"),
  events: z
    .array(z.object({ name: z.string(), at: instant, properties, caused: z.boolean() }))
    .describe("In their order; caused: by a message of the journey"),
  messages: z.array(simulatedMessage),
  changes: z.array(change),
  questions: z
    .array(z.object({ node, answer: z.boolean(), by: z.enum(["chosen", "person", "assumed"]) }))
    .describe("Who was asked for: by the script, by what is known of the person now, or assumed"),
  undecided: z
    .array(z.enum(undecidedThings))
    .describe("What may hold this person back and nobody can know beforehand"),
  cut: z.boolean().describe("It was ended before its time, after too many steps"),
});
export type Simulation = z.output<typeof simulation>;
