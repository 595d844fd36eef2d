import { z } from "zod";
import { isJsonObject, type Json } from "../../../kernel/json.ts";
import { clock, wait } from "../../clocks.ts";
import { dateAsked, dateRuleWords } from "../dates.ts";
import { clockSet, nodeKind, partOf } from "../node-kind.ts";
import { waitWords } from "../phrases.ts";

const weekdays = z.array(z.number().int().min(1).max(7)).max(7);

const until = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("duration"), wait, at: clock.nullable().default(null) }),
  z.object({ kind: z.literal("clock"), at: clock, weekdays: weekdays.default([]) }),
  z.object({ kind: z.literal("date"), date: dateAsked }),
]);

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** ", on Mon, Fri"; nothing where any day will do. */
function daysWords(given: Json | undefined): string {
  const read = partOf(weekdays, given) ?? [];
  return read.length === 0 || read.length === 7
    ? ""
    : `, on ${read.map((day) => dayNames[day - 1]).join(", ")}`;
}

/** The time of the clock until which a delay waits, and where it is set. */
export function clockIn(given: Json | undefined): { path: string; at: string } | null {
  if (!isJsonObject(given)) {
    return null;
  }
  return given.kind === "date"
    ? clockSet("until.date.at", isJsonObject(given.date) ? given.date.at : null)
    : clockSet("until.at", given.at);
}

export const delayKind = nodeKind({
  id: "delay",
  title: "Delay",
  group: "control",
  description: "Waits a while, until a time of the clock, or until a date.",
  settings: z.object({ until }),
  blank: { until: { kind: "duration", wait: { count: 1, unit: "days" }, at: null } },
  exits: () => [{ id: "done", label: "Afterwards", needed: true }],
  words: ({ until: given }) => {
    if (!isJsonObject(given)) {
      return "Waits …";
    }
    if (given.kind === "duration") {
      return `Waits ${waitWords(given.wait)}${typeof given.at === "string" ? `, until ${given.at}` : ""}`;
    }
    return given.kind === "clock"
      ? `Waits until ${typeof given.at === "string" ? given.at : "…"}${daysWords(given.weekdays)}`
      : `Waits until ${dateRuleWords(given.date)}`;
  },
  clock: ({ until: given }) => clockIn(given),
  // A time of the clock may be now, and a date may have passed.
  waits: ({ until: given }) => isJsonObject(given) && given.kind === "duration",
  readsEvent: ({ until: given }) =>
    isJsonObject(given) && given.kind === "date" && isJsonObject(given.date) && given.date.of === "event",
});
