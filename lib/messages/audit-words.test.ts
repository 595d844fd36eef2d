import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { actionName, actionPhrase, fieldName, valueWords } from "./audit-words.ts";

test.each([
  ["export.stopped", "stopped the export {}", "Export stopped"],
  ["api_key.created", "created the API key {}", "API key created"],
  ["member.role_changed", "changed the role of {}", "Member role changed"],
  ["account.signed_in", "signed in", "Account signed in"],
  ["sandbox.rule_set", "let the sandbox's bus {} pass on to an audience", "Sandbox rule set"],
])("%s reads as a sentence", (action, phrase, name) => {
  expect(actionPhrase(action)).toBe(phrase);
  expect(actionName(action)).toBe(name);
});

/** Actions that verbs write into the audit log, as their code names them. */
function writtenActions(): string[] {
  const lib = join(import.meta.dirname, "..");
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  const texts = files.map((name) => readFileSync(join(lib, name), "utf8"));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\baction: "([a-z_]+\.[a-z_]+)"/g)].map(([, action]) => action ?? ""),
  );
  return [...new Set(found)];
}

test("no action is said of its object in the words of a name", () => {
  const actions = writtenActions();
  expect(actions.length).toBeGreaterThan(50);
  // "rule set the sandbox": where the verb's name is several words, somebody has to write the sentence.
  const unsaid = actions.filter((action) =>
    actionPhrase(action).startsWith(`${action.split(".")[1]?.replaceAll("_", " ")} the`),
  );
  expect(unsaid.filter((action) => action.split(".")[1]?.includes("_"))).toEqual([]);
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
