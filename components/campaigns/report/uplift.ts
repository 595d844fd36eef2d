import type { CampaignReport } from "@/lib/campaigns/schema.ts";
import type { UpliftMessages } from "@/lib/messages/uplift.ts";

export type Goal = NonNullable<CampaignReport["goal"]>;

/** Below these a difference says more about the few people than about the message. */
export const LEAST_PEOPLE = 100;
export const LEAST_CONVERSIONS = 10;

/** Of a standard normal distribution: a larger one comes by chance in fewer than 1 of 20 comparisons. */
const SURE_Z = 1.96;

export type UpliftVerdict = "no_control" | "too_few" | "chance" | "sure";

/** How far apart two shares are, in standard errors of their difference if both were alike. */
function distance({ sent, control }: Goal): number {
  const pooled = (sent.converted + control.converted) / (sent.people + control.people);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / sent.people + 1 / control.people));
  return error === 0
    ? 0
    : Math.abs(sent.converted / sent.people - control.converted / control.people) / error;
}

/** Whether the difference between who got the message and the control group says anything. */
export function upliftVerdict(goal: Goal): UpliftVerdict {
  const { sent, control } = goal;
  if (control.people === 0) {
    return "no_control";
  }
  if (
    Math.min(sent.people, control.people) < LEAST_PEOPLE ||
    sent.converted + control.converted < LEAST_CONVERSIONS
  ) {
    return "too_few";
  }
  return distance(goal) < SURE_Z ? "chance" : "sure";
}

/** "12 %", "0.4 %": enough digits to tell small shares apart. */
export function percentWords(percent: number): string {
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return `${percent.toLocaleString("en", { maximumFractionDigits: digits })} %`;
}

function difference({ uplift }: Goal, words: UpliftMessages): string {
  if (uplift === null) {
    return words.noneThere;
  }
  if (uplift === 0) {
    return words.same;
  }
  return (uplift > 0 ? words.more : words.less)(percentWords(Math.abs(uplift)));
}

/** The uplift in sentences: what was seen, and whether it says anything. */
export function upliftSentences(goal: Goal, words: UpliftMessages): string[] {
  switch (upliftVerdict(goal)) {
    case "no_control":
      return [words.noControl];
    case "too_few":
      return [words.tooFew(LEAST_PEOPLE, LEAST_CONVERSIONS)];
    case "chance":
      return [difference(goal, words), words.chance];
    case "sure":
      return [difference(goal, words), words.sure];
  }
}
