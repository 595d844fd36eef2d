import { z } from "zod";
import { recurrence } from "../../../delivery/when/schema.ts";
import { isJsonObject } from "../../../kernel/json.ts";
import { entryExits } from "../entry-exits.ts";
import { nodeKind } from "../node-kind.ts";
import { peopleAsked, peopleMentions, peopleWords } from "../people-asked.ts";

const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, "Choose a day and a time")
  .describe("On the workspace's clocks: 2026-03-07T09:00");

/** Contracts §10.1: once, on some dates, or over and over. */
const timeline = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("once"), at: moment.nullable().describe("null: when it is published") }),
  z.object({
    kind: z.literal("dates"),
    dates: z.array(moment).min(1, "Choose a date").max(50, "At most 50 dates"),
  }),
  z.object({ kind: z.literal("recurring"), recurrence }),
]);
export type Timeline = z.output<typeof timeline>;

export const entrySegmentKind = nodeKind({
  id: "entry_segment",
  title: "At a specific time",
  group: "entry",
  description: "Begins for all people of a segment or a custom list at once.",
  settings: z.object({ people: peopleAsked, timeline }),
  blank: { people: { kind: "saved", segmentId: "" }, timeline: { kind: "once", at: null } },
  exits: entryExits,
  words: ({ people, timeline: given }, named) => {
    const kind = isJsonObject(given) ? given.kind : null;
    const often = kind === "recurring" ? "over and over" : kind === "dates" ? "on chosen dates" : "once";
    return `Begins for those of ${peopleWords(people, named)}, ${often}`;
  },
  mentions: ({ people }) => peopleMentions(people),
  waits: () => true,
});
