import { isAsked, waitedFor } from "../../matching/events.ts";
import { afterFirst, startWaiting } from "../inactions.ts";
import { nodeRuntime } from "../node-kind.ts";
import { timeoutOf } from "../segment-exits.ts";
import type { Step } from "../step.ts";
import { inactionKind } from "./schema.ts";

/** Yes: the one without the other · No: both · timeout: never the one (contracts §10.2). */
export const inactionRuntime = nodeRuntime(inactionKind, (settings, context): Step => {
  const { did, timeout } = settings;
  const { state, event } = context;
  if (state) {
    return afterFirst(settings, state, context);
  }
  if (event && isAsked(event, did, context)) {
    return startWaiting(settings, context);
  }
  return {
    do: "wait",
    for: waitedFor(did, null),
    ...timeoutOf(timeout, context),
    state: null,
    because: "waits for the one event",
  };
});
