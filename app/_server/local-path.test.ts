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
  // What a path resolves to is an address as well: two slashes at its head would name a host.
  ["/.//elsewhere.example", "/"],
  ["/..//elsewhere.example/x?y=1", "/"],
  ["/%2e//elsewhere.example", "/"],
  ["/people/..//elsewhere.example", "/"],
  ["/./\\elsewhere.example", "/"],
  [["/a", "/b"], "/"],
])("the way back from %j is %j", (next, expected) => {
  expect(localPath(next)).toBe(expected);
});
