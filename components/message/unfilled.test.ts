import { expect, test } from "vitest";
import { problemText } from "./unfilled.ts";

const fill = "Fill this in";

test.each<[string, string, string]>([
  ["what.content.subject", fill, "Subject: fill this in"],
  ["settings.content.html", fill, "HTML: fill this in"],
  [
    "what.content.subject",
    "Line 1, column 4: there is no tag “x”",
    "Subject: Line 1, column 4: there is no tag “x”",
  ],
  ["what.content.image", "Begin with https://", "Image: Begin with https://"],
  ["what.content.ttlS", "Enter 0 or more seconds", "Time to live, in seconds: Enter 0 or more seconds"],
  ["what.content.keyValues.0.key", fill, "Key 1: fill this in"],
  ["settings.content.keyValues.0.value", fill, "storyly_token: fill this in"],
  ["settings.content.keyValues[1].value", fill, "Value 2: fill this in"],
  ["what.content.headers.0.name", "A header with a space", "Name of header 1: A header with a space"],
  ["what.content.headers.0.value", fill, "X-Key: fill this in"],
  ["what.content.body.text", "This is no JSON", "JSON body: This is no JSON"],
  ["what.content.body.fields.0.value", fill, "sku: fill this in"],
  ["what.content.auth.password", "Enter Password", "Enter Password"],
  ["what.content.unheard.of", "No", "No"],
  ["who.cap.people", "Give a number", "Give a number"],
])("away from its field, a problem names it: %s", (path, message, words) => {
  const content = {
    keyValues: [
      { key: "storyly_token", value: "" },
      { key: "", value: "" },
    ],
    headers: [{ name: "X-Key", value: "" }],
    body: { fields: [{ key: "sku", value: "" }] },
  };
  expect(problemText({ path, message }, { content })).toBe(words);
});

test("a content that is not there yet leaves values to be counted", () => {
  expect(problemText({ path: "settings.content.keyValues.0.value", message: fill }, {})).toBe(
    "Value 1: fill this in",
  );
});
