import { z } from "zod";

const day = z.iso.date("Choose a day");
/** A time of the clock on the wall, as 09:00. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time such as 09:00");
const weekday = z.number().int().min(1).max(7).describe("1 is Monday");
const weekdays = z.array(weekday).min(1, "Choose a day of the week").max(7);

/** Contracts §10.5. */
const repeat = z.discriminatedUnion("every", [
  z.object({ every: z.literal("days"), count: z.number().int().min(1).max(6, "At most 6 days") }),
  z.object({ every: z.literal("weeks"), count: z.number().int().min(1).max(52), weekdays }),
  z.object({
    every: z.literal("months"),
    on: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("day"), day: z.number().int().min(1).max(31) }),
      z.object({ kind: z.literal("last_day") }),
      z.object({
        kind: z.literal("weekday"),
        nth: z.union([z.literal([1, 2, 3, 4]), z.literal("last")]),
        weekday,
      }),
    ]),
  }),
]);

const ends = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("never") }),
  z.object({ kind: z.literal("on"), day: day.describe("The last day, of the workspace's calendar") }),
  z.object({ kind: z.literal("after"), runs: z.number().int().min(1, "At least 1").max(1_000) }),
]);

/** On which days, and at what time, something runs over and over. */
export const recurrence = z
  .object({ from: day, time, repeat, ends })
  .refine(({ from, ends: end }) => end.kind !== "on" || end.day === "" || end.day >= from, {
    message: "The last day is before the first",
    path: ["ends", "day"],
  });
export type Recurrence = z.output<typeof recurrence>;

/** Hours in which nothing may go out; from 21:00 to 09:00 goes over midnight, and belongs to the day on which it begins. */
export const quietHours = z
  .array(
    z.object({ weekdays, from: time, to: time }).refine(({ from, to }) => from !== to, {
      message: "The same time as the beginning: give another, or two parts for a whole day",
      path: ["to"],
    }),
  )
  .max(21, "At most 21");
export type QuietHours = z.output<typeof quietHours>;
