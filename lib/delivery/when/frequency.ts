import { z } from "zod";

const MINUTE_MS = 60_000;

/** How often one person gets a message: always, so many times ever, or once in a time (contracts §10.5). */
export const frequency = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("every_time") }),
  z.object({
    kind: z.literal("times"),
    times: z.number("Give a number").int().min(1).max(250, "At most 250"),
  }),
  z.object({
    kind: z.literal("interval"),
    minutes: z
      .number("Give a number")
      .int()
      .min(5, "At least 5 minutes")
      .max(43_200, "At most 30 days")
      .describe("At most once in so many minutes"),
  }),
]);
export type Frequency = z.output<typeof frequency>;

/** Whether somebody has got a message as often as they may. `lastMs`: when they got it last; 0: never. */
export function isOverFrequency(
  given: Frequency,
  { got, lastMs }: { got: number; lastMs: number },
  nowMs: number,
): boolean {
  switch (given.kind) {
    case "every_time":
      return false;
    case "times":
      return got >= given.times;
    case "interval":
      return lastMs > 0 && nowMs - lastMs < given.minutes * MINUTE_MS;
  }
}
