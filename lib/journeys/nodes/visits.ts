import type { Wait } from "../clocks.ts";
import { type EventsAsked, isAsked, waitedFor } from "../matching/events.ts";
import { timeoutOf } from "./segment-exits.ts";
import { go, type Step, type StepContext } from "./step.ts";

/** Yes: a visit that is asked for · No, where it is connected: another one. */
export function atVisit(
  asked: EventsAsked,
  timeout: Wait | null,
  { yes, no }: { yes: string; no: string },
  context: StepContext,
): Step {
  const { event, connected } = context;
  if (event?.type === "page") {
    if (isAsked(event, asked, context)) {
      return go("yes", yes);
    }
    if (connected("no")) {
      return go("no", no);
    }
  }
  return {
    do: "wait",
    for: waitedFor(asked, null),
    ...timeoutOf(timeout, context),
    state: null,
    because: "waits for a visit",
  };
}
