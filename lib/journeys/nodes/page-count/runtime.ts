import { waitedFor } from "../../matching/events.ts";
import { nodeRuntime } from "../node-kind.ts";
import { soFarWords, visitsSoFar, windowEnd } from "../page-counts.ts";
import { visitsOf } from "../pages.ts";
import { timeoutOf } from "../segment-exits.ts";
import { go, type Step } from "../step.ts";
import { pageCountKind } from "./schema.ts";

/**
 * Yes: as many visits in the time, counted from when the person came here · No, where it is connected: the time that began with the
 * first of them is over, and they were fewer.
 */
export const pageCountRuntime = nodeRuntime(pageCountKind, (settings, context): Step => {
  const { pages, count, timeout } = settings;
  const { times, isReached } = visitsSoFar(settings, context);
  if (isReached) {
    return go("yes", `made ${count} visits in time`);
  }
  const limit = timeoutOf(timeout, context);
  const [first] = times;
  const end =
    first !== undefined && context.connected("no") ? windowEnd(settings, first, context.zone) : null;
  const isFirst = end !== null && (limit.until === null || end <= limit.until);
  return {
    do: "wait",
    for: waitedFor(visitsOf(pages), null),
    ...(isFirst ? { until: end, onTimeout: "no" } : limit),
    state: times.length > 0 ? { visits: times } : null,
    because: times.length > 0 ? soFarWords(settings, times) : "waits for visits",
  };
});
