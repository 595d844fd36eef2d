import { expect, test } from "vitest";
import { isEmptyIdentity } from "./empty-identity.ts";

test.each([
  ...["undefined", "NULL", "n/a", "0", "-1", "NaN", "-Infinity", "xxxxxx", "None"],
  ...["00000000-0000-0000-0000-000000000000", "---", "0000"],
])("%s names nobody", (id) => {
  expect(isEmptyIdentity(id)).toBe(true);
});

test.each(["1", "10", "nullable", "cust-0", "xxxxxxx", "a", "0-0-1", "Nan Goldin"])("%s is an id", (id) => {
  expect(isEmptyIdentity(id)).toBe(false);
});
