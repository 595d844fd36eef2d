import { dateOf } from "../dates.ts";
import { nodeRuntime } from "../node-kind.ts";
import { timeoutOf } from "../segment-exits.ts";
import { go, goAt, type Step, sleepForDate } from "../step.ts";
import { dateTimeKind } from "./schema.ts";

/** Yes: the date has come · No: there is none, or it had passed when the person came. A date that is moved is waited for anew. */
export const dateTimeRuntime = nodeRuntime(dateTimeKind, ({ date, timeout }, context): Step => {
  const { now, since } = context;
  const at = dateOf(date, context, since);
  if (at === null || at < since) {
    return go("no", at === null ? "the property holds no date" : "the date had passed");
  }
  if (at <= now) {
    return goAt("yes", "the date has come", date.at);
  }
  const { until } = timeoutOf(timeout, context);
  if (until !== null && until < at && until <= now) {
    return go("timeout", "the date is too far away");
  }
  return sleepForDate(until !== null && until < at ? until : at, date.of, "waits for the date");
});
