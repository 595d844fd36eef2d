import { nodeRuntime } from "../node-kind.ts";
import { isFresh } from "../segment-exits.ts";
import { end, go, type Step } from "../step.ts";
import { entryJourneyKind, JOURNEY_EVENT } from "./schema.ts";

export const entryJourneyRuntime = nodeRuntime(entryJourneyKind, ({ journeyId, when }, context): Step => {
  const { event } = context;
  const meant =
    event?.name === JOURNEY_EVENT &&
    event.properties.journeyId === journeyId &&
    event.properties.moment === when;
  return meant && isFresh(context)
    ? go("yes", "comes from another journey")
    : end("the other journey did not tell of this");
});
