import { z } from "zod";
import { blankDate, dateAsked, dateWords } from "../dates.ts";
import { entryExits } from "../entry-exits.ts";
import { nodeKind } from "../node-kind.ts";

export const entryDateTimeKind = nodeKind({
  id: "entry_date_time",
  title: "Date time",
  group: "entry",
  description: "Begins on a date that a property of each person holds.",
  settings: z.object({
    date: dateAsked.refine(({ of }) => of === "person", {
      message: "A journey cannot begin by a property of an event",
      path: ["of"],
    }),
  }),
  blank: { date: blankDate },
  exits: entryExits,
  words: ({ date }) => `Begins on ${dateWords(date)}`,
  waits: () => true,
});
