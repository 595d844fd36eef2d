import { expect, test } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { applyProfile } from "./apply-profile.ts";

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  ["a value replaces", { Plan: "free", n: 1 }, { Plan: "gold" }, { Plan: "gold", n: 1 }],
  ["$delete drops the property", { quiz: "Fans", n: 1 }, { quiz: { $delete: 1 } }, { n: 1 }],
  ["$delete of nothing is nothing", {}, { quiz: { $delete: 1 } }, {}],
  [
    "$set makes a list without repeats",
    { Tags: "x" },
    { Tags: { $set: ["a", "b", "a"] } },
    { Tags: ["a", "b"] },
  ],
  ["$set takes one value", {}, { Tags: { $set: "a" } }, { Tags: ["a"] }],
  ["$add turns a value into a list", { Tags: "a" }, { Tags: { $add: ["b"] } }, { Tags: ["a", "b"] }],
  ["$add adds once", { Tags: ["a"] }, { Tags: { $add: ["a", "c"] } }, { Tags: ["a", "c"] }],
  ["$remove takes values out", { Tags: ["a", "b"] }, { Tags: { $remove: ["a"] } }, { Tags: ["b"] }],
  ["$remove of the last one drops the property", { Tags: ["a"] }, { Tags: { $remove: "a" } }, {}],
  ["$incr counts up from nothing", {}, { Points: { $incr: 5 } }, { Points: 5 }],
  ["$decr counts down", { Points: 5 }, { Points: { $decr: 2 } }, { Points: 3 }],
  ["null changes nothing", { Plan: "gold" }, { Plan: null }, { Plan: "gold" }],
  ["an unknown operator is a value", {}, { Odd: { $what: 1 } }, { Odd: { $what: 1 } }],
  [
    "a key like a built-in one is a key",
    {},
    { constructor: "x", __proto__x: { toString: 1 } },
    { constructor: "x", __proto__x: { toString: 1 } },
  ],
])("%s", (_name, before, data, after) => {
  expect(applyProfile(before, data)).toEqual(after);
});

test("a list holds 100 values, and the oldest go first", () => {
  const many = Array.from({ length: 100 }, (_, index) => `v${index}`);
  const { Tags } = applyProfile({ Tags: many }, { Tags: { $add: ["new"] } });
  expect(Tags).toEqual([...many.slice(1), "new"]);
});
