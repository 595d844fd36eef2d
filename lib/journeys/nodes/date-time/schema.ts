import { z } from "zod";
import { isJsonObject } from "../../../kernel/json.ts";
import { wait } from "../../clocks.ts";
import { blankDate, dateAsked, onDateWords } from "../dates.ts";
import { clockSet, nodeKind } from "../node-kind.ts";
import { timeoutWords } from "../phrases.ts";
import { segmentExits } from "../segment-exits.ts";

export const dateTimeKind = nodeKind({
  id: "date_time",
  title: "Date time",
  group: "segment",
  description: "Waits for a date that a property holds.",
  settings: z.object({ date: dateAsked, timeout: wait.nullable().default(null) }),
  blank: { date: blankDate, timeout: null },
  exits: segmentExits,
  words: ({ date, timeout }) => `${onDateWords(date).replace(/^on /, "On ")}${timeoutWords(timeout)}`,
  clock: ({ date }) => clockSet("date.at", isJsonObject(date) ? date.at : null),
  waits: (_draft, exit) => exit === "timeout",
  readsEvent: ({ date }) => isJsonObject(date) && date.of === "event",
});
