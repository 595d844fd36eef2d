import { DateTime } from "luxon";
import { nodeRuntime } from "../node-kind.ts";
import { questionOf } from "../people-asked.ts";
import { whyNotIn } from "../segment-exits.ts";
import { ask, end, goAt, type Step } from "../step.ts";
import { entrySegmentKind } from "./schema.ts";

/** When it is time is the schedule's matter; whom it means is asked here. */
export const entrySegmentRuntime = nodeRuntime(entrySegmentKind, ({ people, timeline }, context): Step => {
  const question = questionOf(people);
  const answer = context.answer(question);
  if (answer === undefined) {
    return ask(question);
  }
  if (!answer) {
    return end(whyNotIn.segment);
  }
  // It was chosen for them, as theirs is on their clocks; when it is published is nobody's choice.
  const isChosen = timeline.kind !== "once" || timeline.at !== null;
  const clock = DateTime.fromJSDate(context.now, { zone: context.zone }).toFormat("HH:mm");
  return goAt("yes", "is in the segment", isChosen ? clock : null);
});
