import { expect, test } from "vitest";
import { z } from "zod";
import { problemsOf } from "./parse.ts";

const messageOf = (schema: z.ZodType, value: unknown) =>
  problemsOf(schema.safeParse(value).error as z.ZodError).map(({ message }) => message);

test.each<[z.ZodType, unknown, string]>([
  [z.number().int().min(1), 0, "At least 1"],
  [z.number().max(5_000), 5_001, "At most 5,000"],
  [z.number().gt(0), 0, "More than 0"],
  [z.number().lt(1), 1, "Less than 1"],
  [z.number(), null, "Give a number"],
  [z.number().int(), 1.5, "Give a whole number"],
  [z.number("Give a number").int(), 1.5, "Give a whole number"],
  [z.number("Give a number").int().min(1), 0, "At least 1"],
  [z.number("Give a number").int().min(1), null, "Give a number"],
  [z.string().min(1), "", "Fill this in"],
  [z.string().min(3), "a", "At least 3 characters"],
  [z.string().max(2), "abc", "At most 2 characters"],
  [z.array(z.string()).max(1), ["a", "b"], "At most 1 entries"],
  [z.number().min(1, "At least one day"), 0, "At least one day"],
  [z.string(), 1, "Invalid input: expected string, received number"],
])("a field that says nothing of its own is told in plain words: case %#", (schema, value, words) => {
  expect(messageOf(schema, value)).toEqual([words]);
});
