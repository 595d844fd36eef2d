import { z } from "zod";
import { line, plainText } from "../access/fields.ts";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { definition, eventRef, reachWays } from "./definition.ts";
import { segmentKinds, segmentStates } from "./kinds.ts";
import { changeCauses } from "./membership/change-sql.ts";
import { personFieldKeys } from "./person-fields.ts";

const id = z.uuid();
const segmentName = line("a name", 120);
const description = plainText(500);
const labels = z.array(line("a label", 40)).max(10, "At most 10 labels");

export const segmentOf = z.object({ id });
export type SegmentOf = z.output<typeof segmentOf>;

export const createSegment = z.object({
  name: segmentName.describe("Unique in the workspace, whatever its case"),
  description: description.default(""),
  labels: labels.default([]),
  kind: z.enum(["past", "live"]).default("past"),
  definition,
});
export type CreateSegment = z.output<typeof createSegment>;

const changeable = z
  .object({ name: segmentName, description, labels, kind: z.enum(["past", "live"]), definition })
  .partial();
export const updateSegment = changeable.extend({
  id,
  seen: changeable
    .optional()
    .describe(
      "What the caller saw in fields that it changes: refused with `conflict` where another was saved meanwhile",
    ),
});
export type UpdateSegment = z.output<typeof updateSegment>;

export const listSegments = z.object({
  search: z.string().trim().max(120).default("").describe("Part of the name or a label"),
  state: z.enum(["active", "archived"]).default("active"),
  ...pageInput,
});
export type ListSegments = z.output<typeof listSegments>;

export const segmentRow = z.object({
  id,
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  kind: z.enum(segmentKinds),
  state: z.enum(segmentStates),
  problem: z.string().nullable().describe("Why it is broken"),
  people: z.number().describe("Members; while it is counting, those of before"),
  countedAt: instant.nullable().describe("When all its members were last worked out"),
  createdBy: z.string(),
  createdAt: instant,
  changedAt: instant,
  archivedAt: instant.nullable(),
});
export type SegmentRow = z.output<typeof segmentRow>;
export const segmentPage = pageOf(segmentRow);
export const segmentView = segmentRow.extend({
  definition: definition
    .nullable()
    .describe("null for a list, and where another version of Junction saved what this one cannot read"),
  refreshAt: instant.nullable().describe("When its members are worked out next"),
  drift: z
    .object({ people: z.number(), at: instant })
    .nullable()
    .describe("Live: people whose membership the last check found wrong, and set right"),
});
export type SegmentView = z.output<typeof segmentView>;

/** What is asked while somebody builds: nothing of it is kept. */
export const reachOf = z.object({
  definition,
  exact: z
    .boolean()
    .optional()
    .describe("Count everybody, however long it takes, where a large workspace would be estimated"),
});
export type ReachOf = z.output<typeof reachOf>;
const reachable = z.record(z.enum(reachWays), z.number());
const byCondition = z.array(z.array(z.number()));
export const reachView = z.object({
  people: z.number().describe("Who are meant at this moment"),
  of: z.number().describe("All people of the workspace"),
  reachable: reachable.describe("Of those, who can be reached on a channel and did not unsubscribe"),
  conditions: byCondition.describe("By group: how many people meet each condition on its own"),
  estimated: z.boolean().describe("The numbers are an estimate from a part of the people"),
  looked: z.number().describe("So many people were looked at"),
  error: z
    .object({ people: z.number(), of: z.number(), reachable, conditions: byCondition })
    .nullable()
    .describe(
      "Of an estimate: by how much each number may be off, half the width of its 95 % interval; null when exact",
    ),
  sample: z.array(
    z.object({
      id,
      name: z.string().nullable(),
      userId: z.string().nullable(),
      email: z.string().nullable(),
    }),
  ),
});
export type ReachView = z.output<typeof reachView>;

/**
 * Texts to offer where a value is asked for. `path` with dots, behind a backslash where one is part of a name; without an event:
 * a property of people. `field`: what is known of them besides, instead of a property.
 */
export const knownValues = z
  .object({
    type: eventRef.shape.type,
    event: z.string().min(1).max(400).optional(),
    path: z.string().min(1).max(400).optional(),
    field: z.enum(personFieldKeys).optional(),
  })
  .refine(({ path, field }) => (path === undefined) !== (field === undefined), {
    message: "Name a property or a field",
    path: ["path"],
  });
export type KnownValues = z.output<typeof knownValues>;
export const knownValuesView = z.object({
  items: z.array(z.object({ value: z.string(), count: z.number() })).describe("Most frequent first"),
  of: z.number().describe("So many of the newest events, or of the people last seen, were looked at"),
});
export type KnownValuesView = z.output<typeof knownValuesView>;

/** Saved segments as a person stands to them. */
export const segmentsOfPerson = z.object({ id, ...pageInput });
export type SegmentsOfPerson = z.output<typeof segmentsOfPerson>;
export const personSegment = segmentRow.extend({
  meant: z
    .boolean()
    .nullable()
    .describe(
      "Whether they are in it, or while it is counting are meant by it; null where it cannot be asked",
    ),
  enteredAt: instant.nullable().describe("Since when they are in it"),
  leftAt: instant.nullable(),
  cause: z.enum(changeCauses).nullable().describe("Why they entered or left last, where that is known"),
});
export const personSegmentPage = pageOf(personSegment);
export type PersonSegmentPage = z.output<typeof personSegmentPage>;

export const checkPerson = z.object({ definition, personId: id });
export type CheckPerson = z.output<typeof checkPerson>;
export const conditionCheck = z.object({
  verdict: z
    .enum(["met", "not_met", "unknown"])
    .describe("`unknown`: nothing is known that it asks for; it counts as not met"),
  seen: z.json().nullable().describe("The value that was looked at"),
  count: z.number().nullable().describe("Of events: how many it speaks of"),
  first: instant.nullable(),
  last: instant.nullable(),
});
export type ConditionCheck = z.output<typeof conditionCheck>;
export const checkView = z.object({
  meant: z.boolean(),
  at: instant.describe("The moment that was judged"),
  groups: z.array(
    z.object({
      met: z.boolean(),
      constant: z.boolean().nullable().describe("Whether one value makes all events true; null: not asked"),
      conditions: z.array(conditionCheck),
    }),
  ),
});
export type CheckView = z.output<typeof checkView>;
