import { expect, test } from "vitest";
import { problemText } from "./unfilled.ts";

test("away from its field, a text that is to be filled in is named", () => {
  const message = "Fill this in";
  expect(problemText({ path: "what.content.subject", message })).toBe("Subject: fill this in");
  expect(problemText({ path: "settings.content.html", message })).toBe("HTML: fill this in");
  expect(problemText({ path: "what.content.keyValues.0.key", message })).toBe(message);
  expect(problemText({ path: "what.content.subject", message: "Too long" })).toBe("Too long");
});
