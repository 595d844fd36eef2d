import { expect, test } from "vitest";
import { amountWords } from "@/lib/campaigns/uplift.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { percentWords, upliftSentences, upliftVerdict } from "./uplift.ts";

const words = campaignReportMessages.uplift;

type Group = [people: number, converted: number];

function goal([people, converted]: Group, [heldPeople, heldConverted]: Group) {
  const share = (of: number, done: number) => ({
    people: of,
    converted: done,
    percent: of === 0 ? null : (100 * done) / of,
    ...{ revenue: null, revenuePerPerson: null },
  });
  const sent = share(people, converted);
  const control = share(heldPeople, heldConverted);
  const uplift = heldConverted === 0 ? null : 100 * (converted / people / (heldConverted / heldPeople) - 1);
  return { sent, control, uplift };
}

test.each<[string, Group, Group, ReturnType<typeof upliftVerdict>]>([
  ["nobody was held back", [5_000, 400], [0, 0], "no_control"],
  ["99 people were held back", [5_000, 400], [99, 5], "too_few"],
  ["99 people got it", [99, 20], [5_000, 400], "too_few"],
  ["9 people converted in all", [5_000, 7], [5_000, 2], "too_few"],
  ["both convert alike", [1_000, 100], [1_000, 100], "chance"],
  ["5.6 % of 1,000 against 5 % of 1,000", [1_000, 56], [1_000, 50], "chance"],
  ["8 % of 9,500 against 5 % of 500", [9_500, 760], [500, 25], "sure"],
  ["everybody of both converted", [200, 200], [200, 200], "chance"],
])("of %s the verdict is told honestly", (_, sent, control, verdict) => {
  expect(upliftVerdict(goal(sent, control))).toBe(verdict);
});

test("a sure uplift is told in percent of the control group's share", () => {
  expect(upliftSentences(goal([9_500, 760], [500, 25]), words)[0]).toBe(
    "Those who got it converted 60 % more often than the control group.",
  );
  expect(upliftSentences(goal([9_500, 380], [1_000, 80]), words)[0]).toBe(
    "Those who got it converted 50 % less often than the control group.",
  );
});

test("no percent is made of a control group of whom nobody converted", () => {
  expect(upliftSentences(goal([9_500, 760], [500, 0]), words)[0]).toMatch(
    /^Nobody of the control group converted/,
  );
});

test("of too few people no number is told at all", () => {
  const [sentence, ...rest] = upliftSentences(goal([50, 10], [20, 1]), words);
  expect(sentence).toContain("Too few people to tell");
  expect(rest).toEqual([]);
});

test("shares are written with the digits that tell them apart", () => {
  expect([0.44, 9.96, 12.4, 160].map(percentWords)).toEqual(["0.4 %", "10 %", "12 %", "160 %"]);
});

test("what conversions are worth is written with thousands apart and at most two decimals", () => {
  expect([0, 0.125, 1_234.5, 1_234_567.891, -20].map(amountWords)).toEqual([
    ...["0", "0.13", "1,234.50", "1,234,567.89", "-20"],
  ]);
});
