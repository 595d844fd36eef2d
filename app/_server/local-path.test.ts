import { expect, test } from "vitest";
import { localPath } from "./local-path.ts";

test.each([
  ["/settings/audit?actor=system", "/settings/audit?actor=system"],
  ["/", "/"],
  [undefined, "/"],
  ["", "/"],
  ["https://elsewhere.example/", "/"],
  ["//elsewhere.example/x", "/"],
  ["/\\elsewhere.example", "/"],
  ["/\t/elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
  [["/a", "/b"], "/"],
])("the way back from %j is %j", (next, expected) => {
  expect(localPath(next)).toBe(expected);
});
