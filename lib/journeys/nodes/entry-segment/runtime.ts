import { nodeRuntime } from "../node-kind.ts";
import { questionOf } from "../people-asked.ts";
import { whyNotIn } from "../segment-exits.ts";
import { ask, end, go, type Step } from "../step.ts";
import { entrySegmentKind } from "./schema.ts";

/** When it is time is the schedule's matter; whom it means is asked here. */
export const entrySegmentRuntime = nodeRuntime(entrySegmentKind, ({ people }, context): Step => {
  const question = questionOf(people);
  const answer = context.answer(question);
  if (answer === undefined) {
    return ask(question);
  }
  return answer ? go("yes", "is in the segment") : end(whyNotIn.segment);
});
