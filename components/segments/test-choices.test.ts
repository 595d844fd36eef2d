import { describe, expect, it } from "vitest";
import { valueTest } from "@/lib/segments/value-test.ts";
import type { DraftTest } from "./draft.ts";
import { choiceOf, firstTest, testGroups, testOf } from "./test-choices.ts";

const types = ["text", "number", "boolean", "date", "version", "place"] as const;
const choices = testGroups(types).flatMap(({ items }) => items.map(({ value }) => value));
const filled: DraftTest = { type: "text", op: "equals", value: "5" };

describe("the choices of a test", () => {
  it.each(choices)("%s makes the test that is shown as this choice", (choice) => {
    expect(choiceOf(testOf(choice, filled))).toBe(choice);
  });

  it("every choice is one that the definition knows", () => {
    const asked = choices.map((choice) => testOf(choice, filled));
    const unknown = asked.filter((test) => {
      const { error } = valueTest.safeParse(test);
      return error?.issues.some(({ path }) => path.includes("op") || path.includes("type"));
    });
    expect(unknown).toEqual([]);
  });

  it("what was filled in is kept where it fits", () => {
    expect(testOf("number.greater_than", filled)).toEqual({ type: "number", op: "greater_than", value: 5 });
    expect(testOf("text.any_of", filled)).toEqual({ type: "text", op: "any_of", values: ["5"] });
    expect(testOf("text.equals", testOf("text.any_of", filled))).toEqual(filled);
    expect(testOf("date.on", filled)).toEqual({ type: "date", op: "on", value: "" });
    const several: DraftTest = { type: "text", op: "any_of", values: ["5", "x", "", "-2.5", "5.0"] };
    expect(testOf("number.none_of", several)).toEqual({ type: "number", op: "none_of", values: [5, -2.5] });
  });

  it("a number of days keeps whether it is of every year, and is never one that cannot be", () => {
    const birthday: DraftTest = { type: "date", op: "days_ahead", value: 3, yearly: true };
    expect(testOf("date.days_ago", birthday)).toEqual({ ...birthday, op: "days_ago" });
    expect(testOf("date.days_ahead", { type: "number", op: "equals", value: -2.5 })).toEqual({
      type: "date",
      op: "days_ahead",
      value: 0,
      yearly: false,
    });
    expect(testOf("date.on", birthday)).toEqual({ type: "date", op: "on", value: "" });
  });

  it("an opposite written by the API is shown as what it says", () => {
    expect(choiceOf({ type: "boolean", op: "not_equals", value: true })).toBe("boolean.false");
  });

  it("a form begins as the catalogue knows the property", () => {
    expect([
      firstTest("number").type,
      firstTest("boolean").type,
      firstTest("string").type,
      firstTest(undefined).type,
    ]).toEqual(["number", "boolean", "text", "text"]);
  });
});
