import { isAsked, waitedFor } from "../../matching/events.ts";
import { nodeRuntime } from "../node-kind.ts";
import { visitsOf } from "../pages.ts";
import { timeoutOf } from "../segment-exits.ts";
import { go, type Step } from "../step.ts";
import { pageVisitKind } from "./schema.ts";

/** Yes: a visit of the page · No, where it is connected: a visit of another one. */
export const pageVisitRuntime = nodeRuntime(pageVisitKind, ({ page, timeout }, context): Step => {
  const { event, connected } = context;
  const asked = visitsOf(page);
  if (event?.type === "page") {
    if (isAsked(event, asked, context)) {
      return go("yes", "visited the page");
    }
    if (connected("no")) {
      return go("no", "visited another page");
    }
  }
  return {
    do: "wait",
    for: waitedFor(asked, null),
    ...timeoutOf(timeout, context),
    state: null,
    because: "waits for a visit",
  };
});
