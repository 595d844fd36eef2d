import { z } from "zod";
import { line, plainText } from "../access/fields.ts";
import { instant } from "../api/paging.ts";
import { journeyDraft, journeyLimits } from "./document.ts";
import { journeyStatuses } from "./statuses.ts";

const id = z.uuid();
const nodeId = z.string().regex(/^[a-z0-9]{1,24}$/, "This is no id of a node");
const journeyName = line("a name", 120);
const labels = z.array(line("a label", 40)).max(10, "At most 10 labels");
const description = plainText(journeyLimits.descriptionChars, z.string());
const note = plainText(500);
const revision = z
  .number()
  .int()
  .describe("The revision that the change is based on; 409 when it is no longer the newest");

export const journeyOf = z.object({ id });
export type JourneyOf = z.output<typeof journeyOf>;

export const pauseJourney = z.object({
  id,
  people: z
    .enum(["hold", "go_on"])
    .default("hold")
    .describe(
      "hold: everybody stays where they are and nothing leaves · go_on: nobody enters, those in it go on",
    ),
});
export type PauseJourney = z.output<typeof pauseJourney>;

export const createJourney = z.object({
  template: z.string().max(60).optional().describe("One of lib/journeys/templates; else a blank one"),
  entrySegmentId: id.optional().describe("Begins for the people of this segment"),
  name: journeyName.optional().describe("Unless told, one after the template or the day"),
});
export type CreateJourney = z.output<typeof createJourney>;

export const updateJourney = z.object({
  id,
  revision,
  name: journeyName.optional(),
  description: description.optional(),
  labels: labels.optional(),
  draft: journeyDraft.optional(),
  secrets: z
    .record(nodeId, z.record(z.string().max(200), z.string().max(4_000).nullable()))
    .optional()
    .describe(
      "Values that are kept sealed and never shown, by node and the channel's keys; null forgets one",
    ),
});
export type UpdateJourney = z.output<typeof updateJourney>;

export const listJourneys = z.object({
  search: z.string().trim().max(120).default("").describe("Part of the name or a label"),
  status: z.enum(journeyStatuses).optional(),
  state: z.enum(["active", "archived"]).default("active"),
  sort: z.enum(["newest", "name", "changed"]).default("newest"),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  perPage: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListJourneys = z.output<typeof listJourneys>;

export const journeyRow = z.object({
  id,
  number: z.string().nullable().describe("What its messages call it, once it is published"),
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  status: z.enum(journeyStatuses),
  reason: z.string().nullable().describe("Why it ended"),
  goesOn: z.boolean().describe("Paused: nobody enters, and those who are in it go on"),
  waiting: z.string().nullable().describe("Why some of its messages do not leave at the moment"),
  version: z.number().nullable().describe("The version that people enter; null: it was never published"),
  changed: z.boolean().describe("The draft was changed since that version"),
  inside: z.number().describe("People who are in it now"),
  entered: z.number(),
  finished: z.number().describe("Who left it, however"),
  goals: z.number().describe("Of those, who reached a goal"),
  nextRunAt: instant.nullable().describe("Entry at a time: when people come in next"),
  lastRunAt: instant.nullable(),
  createdBy: z.string(),
  createdAt: instant,
  changedAt: instant,
  archivedAt: instant.nullable(),
});
export type JourneyRow = z.output<typeof journeyRow>;

export const journeyPage = z.object({
  items: z.array(journeyRow),
  page: z.number(),
  perPage: z.number(),
  total: z.number(),
});
export type JourneyPage = z.output<typeof journeyPage>;

const problem = z.object({
  path: z.string(),
  field: z.string(),
  message: z.string(),
  node: z.string().nullable().describe("The node that it is about"),
  edge: z.string().nullable().describe("The link that it is about"),
});
const may = z.object({ allowed: z.boolean(), reason: z.string().optional() });
export type JourneyMay = z.output<typeof may>;

const versionFrame = { number: z.number(), note: z.string(), at: instant, by: z.string() };

export const journeyView = journeyRow.extend({
  draft: journeyDraft,
  revision: z.number(),
  secrets: z
    .record(z.string(), z.array(z.string()))
    .describe("Keys of the values that are kept sealed, by node"),
  problems: z.array(problem).describe("What keeps the draft from being published; empty: it may be"),
  published: z
    .object({ ...versionFrame, document: journeyDraft })
    .nullable()
    .describe("The version that people enter"),
  stoppedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  may: z.object({ edit: may, publish: may, pause: may, resume: may, stop: may, archive: may }),
});
export type JourneyView = z.output<typeof journeyView>;

const nodeChange = z.object({
  node: z.string(),
  name: z.string(),
  what: z.enum(["added", "removed", "changed"]),
});
export type NodeChange = z.output<typeof nodeChange>;

export const publishImpact = z.object({
  revision: z.number().describe("Of the draft that this is told of"),
  inside: z.number().describe("People who are in the journey now"),
  removed: z
    .array(z.object({ node: z.string(), name: z.string(), people: z.number() }))
    .describe("Nodes that the draft has no more, with the people who are at them"),
  changes: z.array(nodeChange).describe("From the version that people enter to the draft"),
});
export type PublishImpact = z.output<typeof publishImpact>;

export const publishJourney = z.object({
  id,
  revision,
  note: note.default(""),
  people: z
    .enum(["finish", "move"])
    .default("finish")
    .describe("finish: those who are in it go on by their version · move: they go on by this one"),
  moves: z
    .array(z.object({ node: nodeId, to: nodeId.nullable() }))
    .max(journeyLimits.nodes)
    .default([])
    .describe("move: where those go who are at a node that is gone, each such node; null: out"),
});
export type PublishJourney = z.output<typeof publishJourney>;

export const journeyVersionRow = z.object({
  ...versionFrame,
  entered: z.number().describe("People who entered by this version; not those who were moved to it later"),
  inside: z.number().describe("Those who go by it now, also those who were moved to it"),
  moving: z.boolean().describe("People of earlier versions are on their way to it"),
});
export type JourneyVersionRow = z.output<typeof journeyVersionRow>;
export const journeyVersions = z.object({ items: z.array(journeyVersionRow) });
export type JourneyVersions = z.output<typeof journeyVersions>;

export const versionOf = z.object({ id, number: z.coerce.number().int().min(1).max(1_000_000) });
export type VersionOf = z.output<typeof versionOf>;
export const journeyVersionView = z.object({ ...versionFrame, document: journeyDraft });
export type JourneyVersionView = z.output<typeof journeyVersionView>;

export const restoreVersion = z.object({ ...versionOf.shape, revision });
export type RestoreVersion = z.output<typeof restoreVersion>;
