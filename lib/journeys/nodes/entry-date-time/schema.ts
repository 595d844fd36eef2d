import { z } from "zod";
import { isJsonObject } from "../../../kernel/json.ts";
import { blankDate, dateAsked, onDateWords } from "../dates.ts";
import { entryExits } from "../entry-exits.ts";
import { clockSet, nodeKind } from "../node-kind.ts";

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
  words: ({ date }) => `Begins ${onDateWords(date)}`,
  clock: ({ date }) => clockSet("date.at", isJsonObject(date) ? date.at : null),
  waits: () => true,
});
