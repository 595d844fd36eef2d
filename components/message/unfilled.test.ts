import { expect, test } from "vitest";
import { problemText } from "./unfilled.ts";

test("away from its field, a text that is to be filled in is named", () => {
  const message = "Fill this in";
  expect(problemText({ path: "what.content.subject", message })).toBe("Subject: fill this in");
  expect(problemText({ path: "settings.content.html", message })).toBe("HTML: fill this in");
  expect(problemText({ path: "what.content.keyValues.0.key", message })).toBe(message);
  const settings = {
    content: {
      keyValues: [
        { key: "storyly_token", value: "" },
        { key: "", value: "" },
      ],
    },
  };
  expect(problemText({ path: "settings.content.keyValues.0.value", message }, settings)).toBe(
    "storyly_token: fill this in",
  );
  expect(problemText({ path: "settings.content.keyValues.1.value", message }, settings)).toBe(message);
  expect(problemText({ path: "settings.content.keyValues.0.value", message }, {})).toBe(message);
  expect(problemText({ path: "what.content.subject", message: "Too long" })).toBe("Too long");
});
