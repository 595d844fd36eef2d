import type { Definition } from "../../segments/definition.ts";
import { type EventsAsked, isAsked } from "../matching/events.ts";
import { isFresh, whyNotIn } from "./segment-exits.ts";
import { ask, end, go, type Step, type StepContext } from "./step.ts";

/** Lets somebody in by an event of theirs that is asked for, is not old, and comes from whom the filter lets through. */
export function enterByEvent(did: EventsAsked, filter: Definition | null, context: StepContext): Step {
  const { event } = context;
  if (!event || !isAsked(event, did, context)) {
    return end("the event is not one that begins this journey");
  }
  if (!isFresh(context)) {
    return end(whyNotIn.old);
  }
  if (filter) {
    const question = { kind: "definition", definition: filter } as const;
    const answer = context.answer(question);
    if (answer === undefined) {
      return ask(question);
    }
    if (!answer) {
      return end(whyNotIn.others);
    }
  }
  return go("yes", `did ${event.name}`);
}
