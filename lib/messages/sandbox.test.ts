import { describe, expect, it } from "vitest";
import { faultWords, nth } from "./sandbox.ts";

describe("the sandbox's faults in words", () => {
  it.each([
    [{}, "It behaves: every request is answered as the real partner would."],
    [
      { status: 429, everyNth: 2, retryAfterS: 3 },
      "It answers 429 to every 2nd request, asking to wait 3 s.",
    ],
    [{ status: 500, afterKeeping: true }, "It answers 500 to every request, after keeping its records."],
    [
      { hangUp: true, everyNth: 3, delayMs: 200, forRequests: 9 },
      "It hangs up on every 3rd request without an answer, waits 200 ms before each answer, for 9 requests.",
    ],
    [{ refuseEveryNthRecord: 50 }, "It refuses about one record in 50."],
    [{ everyNth: 5 }, "It behaves: every request is answered as the real partner would."],
  ] as const)("say what %o does", (faults, words) => {
    expect(faultWords(faults)).toBe(words);
  });

  it("count in English", () => {
    expect([1, 2, 3, 4, 11, 12, 21, 22, 101].map(nth)).toEqual([
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "12th",
      "21st",
      "22nd",
      "101st",
    ]);
  });
});
