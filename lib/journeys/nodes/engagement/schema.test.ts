import { expect, test } from "vitest";
import { kindOf } from "../catalog.ts";

const said = (keyValues: { key: string; value: string }[]) =>
  kindOf("send_eventbridge")?.words({ content: { keyValues } });

test("a node that puts people into an audience reads otherwise than the one that takes them out", () => {
  const token = { key: "storyly_token", value: "tok_1" };
  expect(said([token, { key: "operation", value: "upsert" }])).toBe("Sends by Amazon EventBridge: upsert");
  expect(said([token, { key: "operation", value: "delete" }])).toBe("Sends by Amazon EventBridge: delete");
  expect(said([token])).toBe("Sends by Amazon EventBridge");
});
