const n = (count: number): string => new Intl.NumberFormat("en").format(count);
type Told = {
  /** The column of those who are compared: "Got it". */
  got: string;
  /** Them in a sentence: "those who got it". */
  who: string;
  /** What the control group did not get: "the message". */
  what: string;
  /** What is measured: "the campaign". */
  whole: string;
  noGoal: string;
};

/** Words of a comparison with a control group. */
export function upliftMessages({ got, who, what, whole, noGoal }: Told) {
  const Who = `${who.charAt(0).toUpperCase()}${who.slice(1)}`;
  return {
    title: "Uplift",
    help: `Uplift is by how many percent ${who} convert more often than the control group, who did not get ${what}. Without ${whole} both would convert alike, so the difference is its effect.`,
    noGoal,
    noControl: "Nobody was held back, so there is nobody to compare with.",
    group: "Group",
    got,
    control: "Control group",
    people: "People",
    converted: "Converted",
    share: "Share",
    revenue: "Revenue",
    perPerson: "Per person",
    revenueHelp:
      "Revenue is the sum of the goal's revenue property, in whatever currency was sent; what is no number counts as 0. Per person (ARPU) it is divided by everybody of the group, converted or not.",
    tooFew: (least: number, conversions: number) =>
      `Too few people to tell: the comparison needs ${n(least)} people in each group and ${n(conversions)} conversions in all.`,
    noneThere: `Nobody of the control group converted: ${who} convert more often, and by how much cannot be told in percent.`,
    more: (percent: string) => `${Who} converted ${percent} more often than the control group.`,
    less: (percent: string) => `${Who} converted ${percent} less often than the control group.`,
    same: `${Who} converted as often as the control group.`,
    chance: "The difference is small enough to be chance: do not conclude from it yet.",
    sure: "So large a difference is hardly chance (less than 1 in 20).",
  };
}
export type UpliftMessages = ReturnType<typeof upliftMessages>;

/** Words of the field that says what a goal is worth. */
export const revenueMessages = {
  property: "Revenue property",
  help: "Optional: a number of that event, such as total, to see what conversions are worth.",
} as const;
