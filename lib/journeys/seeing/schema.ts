import { z } from "zod";
import { instant, pageInput, pageOf } from "../../api/paging.ts";
import { comparison, share } from "../../campaigns/uplift.ts";
import { journeyDraft, journeyLimits } from "../document.ts";
import { mentionKinds } from "../nodes/mentions.ts";
import { happening } from "../simulate/schema.ts";
import { endKinds, journeyStatuses, messageStatuses, refusalReasons } from "../statuses.ts";

const id = z.uuid();
const node = z.string().max(24);
const version = z.coerce.number().int().min(1).max(1_000_000).optional();
const range = {
  from: z.iso.datetime({ offset: true }).optional().describe("Whole hours from this one's on"),
  to: z.iso.datetime({ offset: true }).optional().describe("Whole hours before this one's"),
  version: version.describe("Only those who went by it"),
};

export const reportOfJourney = z.object({ id, ...range });
export type ReportOfJourney = z.output<typeof reportOfJourney>;

const counted = z.object({ what: z.string(), name: z.string(), people: z.number() });

const nodeReport = z.object({
  entered: z.number().describe("Came to it in this time"),
  present: z
    .number()
    .describe("Were at it in this time: those who came, and those who were there when it began"),
  inside: z.number().describe("Are at it now, or on the way to it"),
  moved: z.number(),
  out: z.array(counted).describe("Left the journey from here, by how"),
  sent: z.number(),
  failed: z.number(),
  unreachable: z.number(),
});
export type NodeReport = z.output<typeof nodeReport>;

const splitReport = z.object({
  node,
  weighedAt: instant.nullable().describe("When it was last looked at how the paths do; null: not yet"),
  paths: z.array(
    z.object({
      exit: z.string(),
      name: z.string(),
      people: z.number().describe("Who took it, of those who came last through the split"),
      reached: z.number().describe("Who of them did what shows that the path works, in the time for it"),
      share: z.number().describe("Of those who come now: from 0 to 1"),
    }),
  ),
});
export type SplitReport = z.output<typeof splitReport>;

export const journeyReport = z.object({
  document: journeyDraft.describe("Of the version that was asked for, else the one that people enter"),
  version: z.number(),
  versions: z.array(z.number()).describe("All of them, newest first"),
  totals: z.object({
    entered: z.number(),
    present: z
      .number()
      .describe("Were in it in this time: those who entered, and those who were in when it began"),
    inside: z.number().describe("Now, whatever the time asked for"),
    waiting: z.number().describe("Wait before it, now: their time to come in is still ahead"),
    left: z.number(),
    leftBy: z.array(counted),
    goals: z.array(counted),
    notEntered: z.array(counted),
    sent: z.number(),
    failed: z.number(),
    unreachable: z.number(),
  }),
  nodes: z.record(z.string(), nodeReport),
  edges: z.record(z.string(), z.number()).describe("By node/exit: people who moved on by it"),
  splits: z.array(splitReport).describe("Automatic A/B splits; of all versions, whatever the time asked for"),
  elsewhere: z.number().describe("People at nodes that this version does not have"),
  overTime: z
    .array(z.object({ at: instant, entered: z.number(), left: z.number(), goals: z.number() }))
    .describe("From the first time in which anything happened, without gaps, the last 2,000"),
  step: z.enum(["hour", "day"]).describe("By the hour for at most four days"),
  at: instant.describe("When this was read"),
});
export type JourneyReport = z.output<typeof journeyReport>;

export const journeyUplift = z.object({
  goal: z
    .object({ entered: share.describe("Who entered, and who of them reached a goal"), ...comparison })
    .nullable()
    .describe("null without a goal"),
});
export type JourneyUplift = z.output<typeof journeyUplift>;

export const peopleGroups = [
  "waiting",
  "entered",
  "inside",
  "moved",
  "took",
  "left",
  "not_entered",
  "sent",
  "failed",
  "unreachable",
] as const;
export type PeopleGroup = (typeof peopleGroups)[number];

export const listJourneyPeople = z.object({
  id,
  ...range,
  ...pageInput,
  what: z
    .enum(peopleGroups)
    .describe(
      "took: by whom a path (node and exit) of an automatic split was weighed last, of all versions, whatever the time asked for",
    ),
  node: node.optional(),
  exit: z.string().max(60).optional().describe("moved, took: by this exit"),
  how: z.enum(endKinds).optional().describe("left: in this way"),
  goal: node.optional().describe("left: by this goal"),
  reason: z.enum(refusalReasons).optional().describe("not_entered: for this reason"),
});
export type ListJourneyPeople = z.output<typeof listJourneyPeople>;

export const journeyPersonRow = z.object({
  personId: id,
  ...{ name: z.string().nullable(), userId: z.string().nullable(), email: z.string().nullable() },
  round: z.number().nullable().describe("Which of their stays; null: they did not enter"),
  version: z.number().nullable(),
  at: instant.describe("When what was asked for happened"),
  node: z.string().nullable(),
  nodeName: z.string().nullable(),
  why: z.string().describe("In words"),
});
export type JourneyPersonRow = z.output<typeof journeyPersonRow>;
export const journeyPeoplePage = pageOf(journeyPersonRow);
export type JourneyPeoplePage = z.output<typeof journeyPeoplePage>;

const stayFrame = {
  round: z.number(),
  version: z.number(),
  node: z.string().describe("Where they are, or were when they left"),
  nodeName: z.string(),
  enteredAt: instant.nullable().describe("null: they wait before it"),
  until: instant.nullable().describe("When time moves them on"),
  waitsFor: z.array(z.string()).describe("Events that mean something to them there; *: any"),
  stuck: z
    .string()
    .nullable()
    .describe("Why their step failed, which is tried again at `until`; null: it did not"),
  endedAt: instant.nullable(),
  endKind: z.enum(endKinds).nullable(),
  goal: z.string().nullable().describe("The goal that they reached, by its name"),
};

export const pathOfPerson = z.object({
  id,
  personId: id,
  round: z.coerce.number().int().min(0).optional().describe("One stay; else the newest ones"),
});
export type PathOfPerson = z.output<typeof pathOfPerson>;

const pathMessage = z.object({
  node,
  channel: z.string(),
  messageId: z.string(),
  status: z.enum([...messageStatuses, "waiting"]),
  reason: z.string().nullable(),
  at: instant,
  decidedAt: instant.nullable(),
});
export type PathMessage = z.output<typeof pathMessage>;

export const journeyPath = z.object({
  person: z.object({
    id,
    name: z.string().nullable(),
    userId: z.string().nullable(),
    email: z.string().nullable(),
  }),
  stays: z.array(
    z.object({
      ...stayFrame,
      document: journeyDraft.describe("Of the version that they went by"),
      steps: z.array(happening.extend({ version: z.number() })),
      cut: z.boolean().describe("There are more steps than are told"),
      messages: z.array(pathMessage),
    }),
  ),
});
export type JourneyPath = z.output<typeof journeyPath>;
export type PathStay = JourneyPath["stays"][number];

export const checkJourneyPerson = z.object({
  id,
  person: z.string().trim().min(1, "Choose a person").max(300),
});
export type CheckJourneyPerson = z.output<typeof checkJourneyPerson>;

export const journeyCheck = z.object({
  person: journeyPath.shape.person.nullable(),
  answer: z.string(),
  stays: z.array(z.object(stayFrame)),
  refusals: z.array(
    z.object({
      reason: z.enum(refusalReasons),
      why: z.string(),
      times: z.number(),
      firstAt: instant,
      lastAt: instant,
    }),
  ),
  now: z
    .array(z.object({ check: z.string(), passes: z.boolean().nullable(), detail: z.string() }))
    .describe("What would decide it at this moment"),
});
export type JourneyCheck = z.output<typeof journeyCheck>;

export const journeysOfPerson = z.object({ id, ...pageInput });
export type JourneysOfPerson = z.output<typeof journeysOfPerson>;

export const personJourneyRow = z.object({
  ...stayFrame,
  journeyId: id,
  name: z.string(),
  status: z.enum(journeyStatuses),
});
export type PersonJourneyRow = z.output<typeof personJourneyRow>;
export const personJourneyPage = pageOf(personJourneyRow);
export type PersonJourneyPage = z.output<typeof personJourneyPage>;

const side = z.union([z.literal("draft"), z.coerce.number().int().min(1).max(1_000_000)]);
export const compareVersions = z.object({ id, from: side, to: side });
export type CompareVersions = z.output<typeof compareVersions>;

const changedPart = z.object({
  field: z.string().describe("The setting, by its key"),
  of: z.string().describe("The path, key or goal that it belongs to; empty: the step's own"),
  before: z.json().describe("null: it was not there"),
  after: z.json().describe("null: it is not there any more"),
});

export const versionComparison = z.object({
  changes: z.array(
    z.object({
      node,
      name: z.string(),
      what: z.enum(["added", "removed", "changed"]),
      before: z.string().nullable().describe("What it did, as a sentence"),
      after: z.string().nullable(),
      parts: z.array(changedPart).describe("What of its settings differs"),
      links: z
        .array(z.object({ exit: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
        .describe("Exits that lead elsewhere, or after another time; null: nowhere"),
      people: z.number().describe("Who are at it now"),
    }),
  ),
  settings: z.array(changedPart).describe("What of the settings of the whole differs"),
  names: z.record(z.string(), z.string()).describe("What is called how that these speak of, by its id"),
  inside: z.number().describe("People who go by the first one now"),
});
export type VersionComparison = z.output<typeof versionComparison>;

const ids = z.array(id).max(journeyLimits.nodes).default([]);
export const nameMentions = z.object({ segments: ids, audiences: ids, journeys: ids });
export type NameMentions = z.output<typeof nameMentions>;

export const mentionNames = z.object({
  items: z
    .array(
      z.object({
        kind: z.enum(mentionKinds),
        id,
        name: z.string().nullable().describe("null: there is none of this id, or not any more"),
        archived: z.boolean(),
      }),
    )
    .describe("One for each id that was asked for"),
});
export type MentionNames = z.output<typeof mentionNames>;
