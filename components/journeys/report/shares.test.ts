import { describe, expect, it } from "vitest";
import { shownOf } from "./asked.ts";
import { shareWords } from "./shares.ts";
import { stepCounts } from "./step-counts.ts";

const report = {
  ...{ entered: 8, present: 8, inside: 2, moved: 5, sent: 6, failed: 1, unreachable: 0 },
  out: [{ what: "timeout", name: "Journey timeout", people: 1 }],
};

describe("a share", () => {
  it.each([
    [0, 4, "0 %"],
    [1, 4, "25 %"],
    [4, 4, "100 %"],
    [1, 3, "33 %"],
    [1, 32, "3.1 %"],
    [1, 100_000, "< 0.1 %"],
    [99_999, 100_000, "> 99 %"],
  ])("%i of %i is %s", (part, whole, words) => {
    expect(shareWords(part, whole)).toBe(words);
  });

  it("of nobody is not told", () => {
    expect(shareWords(0, 0)).toBeNull();
    expect(shareWords(3, 0)).toBeNull();
  });
});

describe("the counts of a step", () => {
  const told = (measure: "count" | "percent", given = report, whole = 16, isAllTime = true) =>
    stepCounts("n", given, { measure, whole, isAllTime }).map(({ text, detail }) => [text, detail]);

  it("are told as they are, those of nobody left out but for who came", () => {
    expect(told("count")).toEqual([
      ["8 came", null],
      ["2 here", null],
      ["6 sent", null],
      ["1 failed", null],
      ["1 left", null],
    ]);
    expect(told("count", { ...report, entered: 0, inside: 0, sent: 0, failed: 0, out: [] })).toEqual([
      ["0 came", null],
    ]);
  });

  it("are shares of those who entered the journey for who came, and of those who came for the rest", () => {
    expect(told("percent")).toEqual([
      ["50 % came", "50 % came: 8 of 16 who entered the journey"],
      ["25 % here", "25 % here: 2 of 8 who came to the step"],
      ["75 % sent", "75 % sent: 6 of 8 who came to the step"],
      ["13 % failed", "13 % failed: 1 of 8 who came to the step"],
      ["13 % left", "13 % left: 1 of 8 who came to the step"],
    ]);
  });

  it("stay counts where nobody is there to be a share of", () => {
    expect(told("percent", { ...report, entered: 0, present: 0, sent: 0, failed: 0, out: [] }, 0)).toEqual([
      ["0 came", null],
      ["2 here", null],
    ]);
  });

  it("in a part of the time are shares of those who were there in it, who came before it included", () => {
    const part = { ...report, entered: 3, present: 9 };
    expect(told("percent", part, 10, false).slice(0, 3)).toEqual([
      ["30 % came", "30 % came: 3 of 10 who were in the journey in this time"],
      ["22 % here", "22 % here: 2 of 9 who were at the step in this time"],
      ["67 % sent", "67 % sent: 6 of 9 who were at the step in this time"],
    ]);
  });
});

it("an address that says no measure, or none that there is, means counts", () => {
  const url = (measure: string | null) => ({ get: (key: string) => (key === "measure" ? measure : null) });
  expect(shownOf(url("percent")).measure).toBe("percent");
  expect(shownOf(url(null)).measure).toBe("count");
  expect(shownOf(url("half")).measure).toBe("count");
});
