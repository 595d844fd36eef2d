import { z } from "zod";
import { recurrence } from "../../../delivery/when/schema.ts";
import { isJsonObject, type Json } from "../../../kernel/json.ts";
import { entryExits } from "../entry-exits.ts";
import { nodeKind, partOf } from "../node-kind.ts";
import { peopleAsked, peopleMentions, peopleWords } from "../people-asked.ts";
import { textIn } from "../phrases.ts";

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

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const days = new Intl.DateTimeFormat("en-GB", {
  ...{ timeZone: "UTC", day: "numeric", month: "short", year: "numeric" },
});
const dayAndTime = (wall: string): string => `${days.format(Date.parse(`${wall}Z`))} at ${wall.slice(11)}`;

/** Of times that are not all filled in. */
const draftWords: Record<string, string> = { dates: "on chosen dates", recurring: "over and over" };

/** "once, on 7 Mar 2026 at 09:00", "every 2 weeks on Mon, at 09:00". */
function timelineWords(given: Json | undefined): string {
  const read = partOf(timeline, given);
  switch (read?.kind) {
    case "once":
      return read.at === null ? "once, when it is published" : `once, on ${dayAndTime(read.at)}`;
    case "dates": {
      const [first = "", ...more] = read.dates.toSorted();
      return `on ${dayAndTime(first)}${more.length === 0 ? "" : ` and ${more.length} more`}`;
    }
    case "recurring": {
      const { repeat, time } = read.recurrence;
      const count = repeat.every === "months" ? 1 : repeat.count;
      const often = count === 1 ? `every ${repeat.every.slice(0, -1)}` : `every ${count} ${repeat.every}`;
      const on =
        repeat.every === "weeks" ? ` on ${repeat.weekdays.map((day) => dayNames[day - 1]).join(", ")}` : "";
      return `${often}${on}, at ${time}`;
    }
    default:
      return draftWords[textIn(isJsonObject(given) ? given.kind : null)] ?? "once";
  }
}

export const entrySegmentKind = nodeKind({
  id: "entry_segment",
  title: "At a specific time",
  group: "entry",
  description: "Begins for all people of a segment or a custom list at once.",
  settings: z.object({ people: peopleAsked, timeline }),
  blank: { people: { kind: "saved", segmentId: "" }, timeline: { kind: "once", at: null } },
  exits: entryExits,
  words: ({ people, timeline: given }, named) => {
    return `Begins for those of ${peopleWords(people, named)}, ${timelineWords(given)}`;
  },
  mentions: ({ people }) => peopleMentions(people),
  waits: () => true,
});
