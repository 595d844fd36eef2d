import { expect, test } from "vitest";
import { changedOf } from "./changed-of.ts";

const before = { name: "Buyers", labels: ["a"], definition: { all: [{ event: "Charged" }] } };

test("only the fields that were changed are sent", () => {
  expect(changedOf(structuredClone(before), before)).toEqual({});
  expect(changedOf({ ...before, name: "Big buyers" }, before)).toEqual({ name: "Big buyers" });
  expect(changedOf({ ...before, labels: [] }, before)).toEqual({ labels: [] });
  const definition = { all: [{ event: "Registered" }] };
  expect(changedOf({ ...before, definition }, before)).toEqual({ definition });
});
