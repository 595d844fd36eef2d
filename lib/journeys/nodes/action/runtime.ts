import { isAsked, isNamed, waitedFor } from "../../matching/events.ts";
import { nodeRuntime } from "../node-kind.ts";
import { timeoutOf } from "../segment-exits.ts";
import { ask, go, type Step } from "../step.ts";
import { actionKind } from "./schema.ts";

/** Yes: such an event · No, where it is connected: one of that name which the filters do not let through. */
export const actionRuntime = nodeRuntime(actionKind, ({ did, filter, timeout }, context): Step => {
  const { event, connected } = context;
  if (event && isNamed(event, did)) {
    let fits = isAsked(event, did, context);
    if (fits && filter) {
      const question = { kind: "definition", definition: filter } as const;
      const answer = context.answer(question);
      if (answer === undefined) {
        return ask(question);
      }
      fits = answer;
    }
    if (fits) {
      return go("yes", `did ${event.name}`);
    }
    if (connected("no")) {
      return go("no", `did ${event.name}, but not as the filters say`);
    }
  }
  return {
    do: "wait",
    for: waitedFor(did, null),
    ...timeoutOf(timeout, context),
    state: null,
    because: "waits for an action",
  };
});
