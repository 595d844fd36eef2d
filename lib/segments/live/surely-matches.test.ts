import { expect, it } from "vitest";
import { event, filter, number, text } from "../../testing/event-filters.ts";
import type { EventFilter } from "../definition.ts";
import { surelyMatches } from "./surely-matches.ts";

it.each<[string, EventFilter, ReturnType<typeof event>, boolean]>([
  ["an equal text", filter(["a"], text("equals", "x")), event({ a: "x" }), true],
  ["an equal text further in", filter(["a", "b"], text("equals", "x")), event({ a: { b: "x" } }), true],
  [
    "one of several texts",
    filter(["a"], { type: "text", op: "any_of", values: ["x", "y"] }),
    event({ a: "y" }),
    true,
  ],
  ["a number above", filter(["a"], number("greater_than", 5)), event({ a: 5.5 }), true],
  ["what is set", filter(["a"], { type: "any", op: "is_set" }), event({ a: false }), true],
  ["a boolean", filter(["a"], { type: "boolean", op: "equals", value: false }), event({ a: false }), true],
  [
    "what the context says",
    filter(["os", "name"], text("equals", "iOS"), "context"),
    event({}, { os: { name: "iOS" } }),
    true,
  ],
  ["not a text in other case", filter(["a"], text("equals", "x")), event({ a: "X" }), false],
  ["not a number as text", filter(["a"], number("equals", 5)), event({ a: "5" }), false],
  [
    "not an empty text as something set",
    filter(["a"], { type: "any", op: "is_set" }),
    event({ a: "" }),
    false,
  ],
  ["not null", filter(["a"], { type: "any", op: "is_set" }), event({ a: null }), false],
  ["not what is missing", filter(["a"], { type: "any", op: "is_set" }), event({}), false],
  ["not what every object has", filter(["constructor"], { type: "any", op: "is_set" }), event({}), false],
  ["lists it leaves to PostgreSQL", filter(["a"], text("equals", "x")), event({ a: ["x"] }), false],
  ["and what is in them", filter(["a", "b"], text("equals", "x")), event({ a: [{ b: "x" }] }), false],
  ["denials too", filter(["a"], text("not_equals", "x")), event({ a: "y" }), false],
  ["and what is looked for within a text", filter(["a"], text("contains", "x")), event({ a: "x" }), false],
])("an event surely passes a filter: %s", (_, given, seen, expected) => {
  expect(surelyMatches([given], seen)).toBe(expected);
});

it("all filters have to be passed", () => {
  const both = [filter(["a"], text("equals", "x")), filter(["b"], number("less_than", 5))];
  expect(surelyMatches(both, event({ a: "x", b: 4 }))).toBe(true);
  expect(surelyMatches(both, event({ a: "x", b: 5 }))).toBe(false);
});
