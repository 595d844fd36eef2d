import { isAsked } from "../../matching/events.ts";
import { afterFirst, startWaiting } from "../inactions.ts";
import { nodeRuntime } from "../node-kind.ts";
import { isFresh, whyNotIn } from "../segment-exits.ts";
import { end, type Step } from "../step.ts";
import { entryInactionKind } from "./schema.ts";

/** Whoever did the one thing waits before the journey, not in it. */
export const entryInactionRuntime = nodeRuntime(entryInactionKind, (settings, context): Step => {
  const { state, event } = context;
  if (state) {
    const step = afterFirst(settings, state, context);
    return step.do === "go" && step.exit === "no" ? end(step.because) : step;
  }
  if (!event || !isAsked(event, settings.did, context)) {
    return end("the event is not one that begins this journey");
  }
  return isFresh(context) ? startWaiting(settings, context) : end(whyNotIn.old);
});
