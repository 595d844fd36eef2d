import { z } from "zod";
import { frequency } from "../delivery/when/frequency.ts";
import { quietHours, recurrence } from "../delivery/when/schema.ts";
import { definition, eventFilter, eventRef, propertyPath } from "../segments/definition.ts";

const id = z.uuid("Choose one");
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, "Choose a day and a time")
  .describe("On the workspace's clocks: 2026-03-07T09:00");
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time such as 21:00");

const events = z.object({
  events: z.array(eventRef).min(1, "Choose an event").max(10, "At most 10 events").describe("Any of these"),
  where: z.array(eventFilter).max(10, "At most 10 filters").default([]),
});

/** A length of time; of a goal without seconds. */
export type Span = { count: number; unit: "seconds" | "minutes" | "hours" | "days" };
const within = z.object({
  count: z.number("Give a number").int().min(1, "At least 1").max(1_000, "At most 1,000"),
  unit: z.enum(["minutes", "hours", "days"]),
});

export const goal = z.object({
  ...events.shape,
  within: within.describe("So long after the message it counts"),
  revenue: propertyPath
    .nullable()
    .default(null)
    .describe("The property of the event that says what it is worth; what is no number counts as 0"),
});
export type Goal = z.output<typeof goal>;

/** A definition of the campaign's own, or a saved segment. */
const audience = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new"), definition }),
  z.object({ kind: z.literal("saved"), segmentId: id }),
]);
export type CampaignAudience = z.output<typeof audience>;

const wait = z.object({
  count: z.number("Give a number").int().min(1, "At least 1").max(5_000, "At most 5,000"),
  unit: z.enum(["seconds", "minutes", "hours", "days"]),
});

/**
 * What makes somebody a recipient as it happens. action: each such event · inaction: such an event that is not followed by
 * the other in time; `same`: only by one with the same value of a property, and that is the constant event property ·
 * enters: coming into a live segment.
 */
const trigger = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("action"), did: events }),
  z.object({
    kind: z.literal("inaction"),
    did: events,
    didNot: events,
    within: wait,
    same: z.object({ path: propertyPath }).nullable().default(null),
  }),
  z.object({ kind: z.literal("enters"), segmentId: id }),
]);
export type Trigger = z.output<typeof trigger>;

export const LEAST_CAP = 100;
const people = z
  .number("Give a number")
  .int("Give a whole number")
  .min(LEAST_CAP, `At least ${LEAST_CAP}: a campaign limit cannot be lower`)
  .max(100_000_000, "At most 100,000,000");

/** hold: a run of more people than this is not sent before somebody says so. */
const cap = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all"), hold: people.nullable().default(null) }),
  z.object({ kind: z.literal("only"), people }),
  z.object({ kind: z.literal("per_day"), people }),
]);
export type Cap = z.output<typeof cap>;

const controlGroups = z.object({
  system: z.boolean().default(true).describe("Hold back the system control group, where there is one"),
  custom: z.array(id).max(10).default([]).describe("Custom control groups to hold back"),
  percent: z
    .number("Give a number")
    .min(2, "At least 2 %")
    .max(99, "At most 99 %")
    .nullable()
    .default(null)
    .describe("A share of this campaign's own recipients"),
});

export const who = z.object({
  audience: audience.nullable().describe("past, list: who is meant"),
  trigger: trigger.nullable().describe("live: what makes somebody a recipient"),
  filter: definition.nullable().describe("live, external: only those of them, looked at when it happens"),
  controlGroups,
  cap,
});

export const what = z.object({
  connections: z
    .record(z.string(), id)
    .default({})
    .describe("The account that carries it, by partner; a channel may need none"),
  content: z.json().describe("As the channel's schema says"),
  missing: z
    .enum(["default", "skip", "fail"])
    .default("fail")
    .describe("A property without value and without default: an empty text, no message, or a failed one"),
});

/** Dates on which one campaign may run. */
export const MOST_DATES = 30;

const start = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("now") }),
  z.object({ kind: z.literal("at"), at: moment }),
]);

/** Messages a minute: a throttle exceeds 100 in five minutes (contracts §10.5). */
export const LEAST_THROTTLE = 21;
export const LEAST_THROTTLE_WORDS = `At least ${LEAST_THROTTLE} messages a minute: more than 100 in five minutes`;

export const when = z.object({
  past: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("now") }),
      z.object({
        kind: z.literal("later"),
        at: moment,
        also: z
          .array(moment)
          .max(MOST_DATES - 1, `At most ${MOST_DATES} dates`)
          .default([]),
      }),
      z.object({ kind: z.literal("recurring"), recurrence }),
    ])
    .describe("past, list: when it runs; `also` are further dates of the same campaign"),
  start: start.describe("live, external"),
  end: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("never") }),
    z.object({ kind: z.literal("at"), at: moment }),
  ]),
  delay: wait.nullable().default(null).describe("live: so long after somebody qualified"),
  quiet: z
    .object({ hours: quietHours.min(1, "Give the hours"), mode: z.enum(["discard", "delay"]) })
    .nullable()
    .default(null)
    .describe("Do Not Disturb hours, on each person's clocks"),
  userTimeZone: z
    .object({ passed: z.enum(["drop", "next_day"]) })
    .nullable()
    .default(null)
    .describe("past, list: at that time on each person's clocks"),
  cutOff: clock.nullable().default(null).describe("past, list: nothing after this time of the run's day"),
  ignoreLimits: z.boolean().default(false).describe("Don't apply global campaign limits to this campaign"),
  frequency: frequency
    .default({ kind: "every_time" })
    .describe("live, recurring: how often one person gets it"),
  throttle: z
    .number("Give a number")
    .int()
    // Documents that were published when 20 were enough hold it; the check before publishing asks for one more.
    .min(20, LEAST_THROTTLE_WORDS)
    .max(1_000_000)
    .nullable()
    .default(null)
    .describe("At most so many messages a minute"),
});

/** A campaign that may be published. Its channel's content is checked by the channel, what it names by whoever publishes. */
export const campaignDocument = z
  .object({
    qualification: z.enum(["past", "list", "live", "external"]),
    goal: goal.nullable().default(null),
    who,
    what,
    when,
  })
  .superRefine((document, context) => {
    const { qualification, who: asked, when: given } = document;
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const live = qualification === "live" || qualification === "external";
    if (qualification === "past" && asked.audience === null) {
      problem(["who", "audience"], "Choose who gets it");
    }
    if (qualification === "list" && asked.audience?.kind !== "saved") {
      problem(["who", "audience", "segmentId"], "Choose a custom list");
    }
    if (qualification === "live" && asked.trigger === null) {
      problem(["who", "trigger"], "Choose what makes somebody a recipient");
    }
    if (!live && asked.cap.kind === "per_day") {
      problem(["who", "cap", "kind"], "A limit per day is for live campaigns");
    }
    if (live && asked.cap.kind === "all" && asked.cap.hold !== null) {
      problem(["who", "cap", "hold"], "A live campaign has no target segment that could exceed a number");
    }
    const dates = given.past.kind === "later" ? [given.past.at, ...given.past.also] : [];
    for (const [place, date] of dates.entries()) {
      if (dates.indexOf(date) < place) {
        problem(["when", "past", "also", place - 1], "This date stands here twice");
      }
    }
    if (given.userTimeZone && given.throttle !== null) {
      problem(["when", "throttle"], "Throttling is not available with delivery in the user's time zone");
    }
    if (live && given.start.kind === "at" && given.end.kind === "at" && given.end.at <= given.start.at) {
      problem(["when", "end", "at"], "The end is before the start");
    }
  });
export type CampaignDocument = z.output<typeof campaignDocument>;

/** Whether a campaign that runs by itself may do so more than once. */
export function runsAgain({ past }: { past: { kind: string; also?: readonly unknown[] } }): boolean {
  return past.kind === "recurring" || (past.kind === "later" && (past.also ?? []).length > 0);
}

/** The sections of a campaign's page, in their order, and which part of the document each is. */
export const sections = ["start", "who", "what", "when", "overview"] as const;
export type Section = (typeof sections)[number];

export function sectionOf(path: string): Section {
  const [first] = path.split(/[.[]/);
  return first === "who" || first === "what" || first === "when" ? first : "start";
}

/**
 * A draft has a document's shape and may be unfinished anywhere: each part is kept as it was given. Only its frame is
 * checked, so that nothing that somebody typed is lost.
 */
export const campaignDraft = z.object({
  qualification: z.enum(["past", "list", "live", "external"]),
  goal: z.json(),
  who: z.record(z.string(), z.json()),
  what: z.record(z.string(), z.json()),
  when: z.record(z.string(), z.json()),
});
export type CampaignDraft = z.output<typeof campaignDraft>;

/** Whether a campaign runs by itself, for many people at a time; to the others people come one after the other. */
export const runsByItself = ({ qualification }: Pick<CampaignDraft, "qualification">): boolean =>
  qualification === "past" || qualification === "list";
