import { expect, test } from "vitest";
import { changedWords } from "./changed-words.ts";

const gold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };

test("who is meant is told as a sentence, whatever cannot be read as it is stored", () => {
  expect(changedWords("definition", { groups: [{ conditions: [gold] }] })).toBe("Their plan is gold");
  const other = { kind: "segment", segmentId: "01a218f5-7165-7532-b391-217bca13630a" };
  expect(changedWords("definition", { groups: [{ conditions: [gold, other] }] })).toBe(
    "Their plan is gold and Is in the segment (another one)",
  );
  expect(changedWords("definition", { filter: { plan: "gold" } })).toBe('{"filter":{"plan":"gold"}}');
  expect(changedWords("definition", null)).toBe("none");
  expect(changedWords("name", "Gold")).toBe("Gold");
});
