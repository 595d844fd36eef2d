import { expect, it } from "vitest";
import { isPathAlone } from "./page-address.ts";

it.each([
  [{ op: "equals", value: "/checkout" }, true],
  [{ op: "starts_with", value: "/sale" }, true],
  [{ op: "any_of", values: ["https://shop.example/", "/sale"] }, true],
  [{ op: "equals", value: "https://shop.example/checkout" }, false],
  [{ op: "contains", value: "/checkout" }, false],
  [{ op: "ends_with", value: "/checkout" }, false],
  [{ op: "does_not_contain", value: "/checkout" }, false],
  [{ op: "is_set" }, false],
  [{ op: "equals", value: "" }, false],
])("a whole address is compared with a path alone: %j %s", (test, expected) => {
  expect(isPathAlone(test)).toBe(expected);
});
