import { isAsked, waitedFor } from "../../matching/events.ts";
import { nodeRuntime } from "../node-kind.ts";
import { soFarWords, visitsSoFar, windowEnd } from "../page-counts.ts";
import { visitsOf } from "../pages.ts";
import { isFresh, whyNotIn } from "../segment-exits.ts";
import { end, go, type Step } from "../step.ts";
import { entryPageCountKind } from "./schema.ts";

/** Whoever has made a visit waits before the journey, not in it, as long as that visit counts. */
export const entryPageCountRuntime = nodeRuntime(entryPageCountKind, (settings, context): Step => {
  const { count, pages } = settings;
  const { state, event, zone, now } = context;
  const visits = visitsOf(pages);
  const isOld = event !== null && !isFresh(context);
  if (state === null && (!event || !isAsked(event, visits, context))) {
    return end("the event is not one that begins this journey");
  }
  if (state === null && isOld) {
    return end(whyNotIn.old);
  }
  const { times, isReached } = visitsSoFar(settings, isOld ? { ...context, event: null } : context);
  if (isReached) {
    return go("yes", `made ${count} visits in time`);
  }
  const until = windowEnd(settings, times.at(-1) ?? now.toISOString(), zone);
  if (until <= now && event === null) {
    return end("made too few visits in time");
  }
  return {
    do: "wait",
    for: waitedFor(visits, null),
    ...{ until, onTimeout: null },
    state: { visits: times },
    because: soFarWords(settings, times),
  };
});
