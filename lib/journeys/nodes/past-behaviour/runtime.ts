import { nodeRuntime } from "../node-kind.ts";
import { questionOf } from "../people-asked.ts";
import { timeoutOf } from "../segment-exits.ts";
import { ask, go, type Step, sleep } from "../step.ts";
import { pastBehaviourKind } from "./schema.ts";

const SWEEP_MS = 3_600_000;

/** Without a timeout people are parted at once; with one they are looked at again each hour. */
export const pastBehaviourRuntime = nodeRuntime(pastBehaviourKind, ({ people, timeout }, context): Step => {
  const question = questionOf(people);
  const answer = context.answer(question);
  if (answer === undefined) {
    return ask(question);
  }
  if (answer) {
    return go("yes", "is in the segment");
  }
  const { until } = timeoutOf(timeout, context);
  if (until === null) {
    return go("no", "is not in the segment");
  }
  const { now } = context;
  return until <= now
    ? go("timeout", "did not come into the segment in time")
    : sleep(new Date(Math.min(now.getTime() + SWEEP_MS, until.getTime())), "is not in the segment yet");
});
