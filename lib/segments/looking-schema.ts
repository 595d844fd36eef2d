import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { changeCauses } from "./membership/change-sql.ts";
import { segmentOf } from "./schema.ts";
import { sizeRanges } from "./size-series.ts";
import { day } from "./value-test.ts";

const { id } = segmentOf.shape;

/** Whom a row speaks of, by all that they may be called. */
export const namedPerson = z.object({
  id,
  name: z.string().nullable(),
  userId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  anonymousId: z.string().nullable(),
  deviceId: z.string().nullable(),
});
export type NamedPerson = z.output<typeof namedPerson>;

export const listMembers = z.object({
  id,
  search: z.string().trim().max(200).default("").describe("The beginning of a name or of an identifier"),
  ...pageInput,
});
export type ListMembers = z.output<typeof listMembers>;
export const member = namedPerson.extend({ enteredAt: instant });
export type MemberRow = z.output<typeof member>;
export const memberPage = pageOf(member);

export const changeKinds = ["entered", "left"] as const;

export const listChanges = z.object({
  id,
  which: z.enum(changeKinds).optional().describe("Both without it"),
  day: day.optional().describe("A day of the workspace's calendar"),
  ...pageInput,
});
export type ListChanges = z.output<typeof listChanges>;
export const changeRow = z.object({
  id: z.string(),
  person: namedPerson,
  entered: z.boolean().describe("false: left"),
  at: instant,
  cause: z
    .enum(changeCauses)
    .describe(
      "What made it so: an event of theirs, time that went by, their profile changed, all was worked out again, the definition changed, or the list was given",
    ),
});
export type ChangeRow = z.output<typeof changeRow>;
export const changePage = pageOf(changeRow);

export const getSizes = z.object({ id, range: z.enum(sizeRanges).default("30d") });
export type GetSizes = z.output<typeof getSizes>;
export const sizesView = z.object({
  range: z.enum(sizeRanges),
  timeZone: z.string().describe("In which the days are meant"),
  points: z
    .array(
      z.object({
        day: z.string(),
        people: z.number().nullable().describe("At the end of the day; null before it was first counted"),
        entered: z.number(),
        left: z.number(),
      }),
    )
    .describe("One for each day, today last"),
});
export type SizesView = z.output<typeof sizesView>;

export const compareSegments = z.object({ id, with: id });
export type CompareSegments = z.output<typeof compareSegments>;
export const overlapView = z.object({
  here: z.number().describe("Members of the one alone"),
  both: z.number(),
  there: z.number().describe("Members of the other alone"),
});
export type OverlapView = z.output<typeof overlapView>;

export const segmentUse = z.object({
  kind: z.string().describe("segment, audience, campaign, journey"),
  id,
  name: z.string(),
  waits: z.boolean().optional().describe("A draft that waits for approval"),
});
export const usesView = z.object({
  items: z.array(segmentUse),
  drafts: z
    .array(segmentUse)
    .describe("Drafts that name it: they keep nobody from archiving it, and then lack it"),
});
export type UsesView = z.output<typeof usesView>;
