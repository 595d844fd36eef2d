import { dateOf } from "../dates.ts";
import { nodeRuntime } from "../node-kind.ts";
import { end, goAt, type Step, sleep } from "../step.ts";
import { entryDateTimeKind } from "./schema.ts";

/** Whoever has a date waits for it before the journey, not in it. */
export const entryDateTimeRuntime = nodeRuntime(entryDateTimeKind, ({ date }, context): Step => {
  const { now, since } = context;
  const at = dateOf(date, context, since);
  if (at === null || at < since) {
    return end(at === null ? "the property holds no date" : "the date had passed");
  }
  return at <= now ? goAt("yes", "the date has come", date.at) : sleep(at, "waits for the date");
});
