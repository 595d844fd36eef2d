import { DateTime } from "luxon";
import { z } from "zod";
import { isJsonObject, type Json } from "../../kernel/json.ts";
import { propertyPath } from "../../segments/definition.ts";
import { isDay } from "../../segments/sql/date-edges.ts";
import { clock, clockOnDay } from "../clocks.ts";
import { valueAt } from "../matching/passes.ts";
import { readMoment } from "../matching/read-moment.ts";
import { pathWords } from "./phrases.ts";
import type { StepContext } from "./step.ts";

const days = z
  .number("Give a number")
  .int()
  .min(-365, "At most 365 days before")
  .max(365, "At most 365 days after");

/** A day that a property says, or one some days before or after it, at a time of the clock. */
export const dateAsked = z.object({
  of: z.enum(["person", "event"]),
  path: propertyPath,
  days: days.default(0).describe("So many days after it; below 0 before"),
  at: clock.nullable().default(null).describe("null: at the time that it says"),
  yearly: z.boolean().default(false).describe("The same day of every year, as for birthdays"),
});
type DateAsked = z.output<typeof dateAsked>;

export const blankDate = { of: "person", path: [], days: 0, at: "09:00", yearly: false };

/** When it is, from `from` on where it comes each year; null where the property says no date. */
export function dateOf(asked: DateAsked, context: StepContext, from: Date): Date | null {
  const { zone, properties, last } = context;
  const document = asked.of === "person" ? properties : (last?.properties ?? {});
  const said = readMoment(valueAt(document, asked.path), zone);
  if (said === null) {
    return null;
  }
  const onYear = (moment: DateTime): Date =>
    asked.at === null
      ? moment.plus({ days: asked.days }).toJSDate()
      : clockOnDay(moment.toJSDate(), asked.days, asked.at, zone);
  if (!asked.yearly) {
    return onYear(DateTime.fromJSDate(said, { zone }));
  }
  // A birthday that was sent as midnight of UTC is that day in every zone, as segments take it.
  const own = isDay(said)
    ? DateTime.fromJSDate(said, { zone: "utc" }).setZone(zone, { keepLocalTime: true })
    : DateTime.fromJSDate(said, { zone });
  const year = DateTime.fromJSDate(from, { zone }).year;
  for (const candidate of [year - 1, year, year + 1, year + 2]) {
    // Of 29 February other years have the 28th.
    const at = onYear(own.set({ year: candidate }));
    if (at >= from) {
      return at;
    }
  }
  return null;
}

/** "3 days before birthday, at 09:00"; `whose` stands before the property. */
export function dateWords(date: Json | undefined, whose = ""): string {
  if (!isJsonObject(date)) {
    return "…";
  }
  const shift = typeof date.days === "number" ? date.days : 0;
  const count = Math.abs(shift);
  const far =
    shift === 0 ? "" : `${count} ${count === 1 ? "day" : "days"} ${shift < 0 ? "before" : "after"} `;
  const at = typeof date.at === "string" ? `, at ${date.at}` : "";
  return `${far}${whose}${pathWords(date.path)}${at}`;
}

/** The same with all that is asked: whose date it is, and that it comes each year. */
export const dateRuleWords = (date: Json | undefined): string =>
  isJsonObject(date)
    ? dateWords(date, date.of === "event" ? "the event’s " : "") +
      (date.yearly === true ? ", every year" : "")
    : "…";

/** "on birthday", but "2 days before birthday". */
export const onDateWords = (date: Json | undefined): string =>
  `${isJsonObject(date) && date.days ? "" : "on "}${dateRuleWords(date)}`;
