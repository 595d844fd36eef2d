import { expect, it } from "vitest";
import { problemsOf } from "../kernel/parse.ts";
import { valueTest } from "./value-test.ts";

it.each<[string, unknown, string, string]>([
  ["a text without words", { type: "text", op: "equals", value: "" }, "value", "Fill this in"],
  ["an empty list", { type: "text", op: "any_of", values: [] }, "values", "Choose at least one"],
  ["no number", { type: "number", op: "equals", value: "5" }, "value", "Give a number"],
  [
    "numbers the wrong way round",
    { type: "number", op: "between", values: [2, 1] },
    "values",
    "The second must not be below the first",
  ],
  ["no day", { type: "date", op: "on", value: "29/03/2026" }, "value", "Choose a day"],
  [
    "a day before the calendar's first",
    { type: "date", op: "before", value: "0001-01-01" },
    "value",
    "Choose a day",
  ],
  [
    "days the wrong way round",
    { type: "date", op: "between", values: ["2026-03-02", "2026-03-01"] },
    "values",
    "The second must not be below the first",
  ],
  [
    "no version",
    { type: "version", op: "equals", value: "new" },
    "value",
    "A version such as 4.12 or 10.0.1",
  ],
  ["half a character", { type: "text", op: "equals", value: "\ud800" }, "value", "Use plain text"],
])("says of %s what is wrong, at its field", (_, test, path, message) => {
  const { error } = valueTest.safeParse(test);
  expect(error && problemsOf(error)).toMatchObject([{ path, message }]);
});
