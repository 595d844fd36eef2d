import { expect, test } from "vitest";
import { actionName, actionPhrase, fieldName, valueWords } from "./audit-words.ts";

test.each([
  ["export.stopped", "stopped the export {}", "Export stopped"],
  ["api_key.created", "created the API key {}", "API key created"],
  ["member.role_changed", "changed the role of {}", "Member role changed"],
  ["account.signed_in", "signed in", "Account signed in"],
])("%s reads as a sentence", (action, phrase, name) => {
  expect(actionPhrase(action)).toBe(phrase);
  expect(actionName(action)).toBe(name);
});

test("what somebody does to themselves reads so", () => {
  expect(actionPhrase("member.joined", true)).toBe("joined the workspace");
  expect(actionPhrase("member.joined")).toBe("let {} join");
  expect(actionPhrase("export.stopped", true)).toBe("stopped the export {}");
});

test("fields and values read as words", () => {
  expect(fieldName("timeZone")).toBe("Time zone");
  expect(["x", null, true, 7, ["a", "b"], [], { a: 1 }].map(valueWords)).toEqual([
    "x",
    "none",
    "yes",
    "7",
    "a, b",
    "none",
    '{"a":1}',
  ]);
});
