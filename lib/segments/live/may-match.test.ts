import { expect, it } from "vitest";
import { event, filter, number, text } from "../../testing/event-filters.ts";
import type { EventFilter } from "../definition.ts";
import { mayMatch } from "./may-match.ts";

it.each<[string, EventFilter, ReturnType<typeof event>, boolean]>([
  ["an equal text may", filter(["a"], text("equals", "x")), event({ a: "x" }), true],
  ["another text does not", filter(["a"], text("equals", "x")), event({ a: "X" }), false],
  ["a missing one does not", filter(["a"], text("equals", "x")), event({}), false],
  ["an element of a list may", filter(["a"], text("equals", "x")), event({ a: ["y", "x"] }), true],
  [
    "an item of an order may",
    filter(["items", "sku"], text("equals", "x")),
    event({ items: [{ sku: "y" }, { sku: "x" }] }),
    true,
  ],
  [
    "no item of it does not",
    filter(["items", "sku"], text("equals", "x")),
    event({ items: [{ sku: "y" }] }),
    false,
  ],
  [
    "a list within a list may",
    filter(["items", "tags"], text("equals", "x")),
    event({ items: [{ tags: ["y", "x"] }] }),
    true,
  ],
  ["what is denied may, whatever it is", filter(["a"], text("not_equals", "x")), event({ a: "x" }), true],
  ["what is looked for within a text may", filter(["a"], text("contains", "x")), event({ a: "y" }), true],
  ["a number above may", filter(["a"], number("greater_than", 5)), event({ a: 6 }), true],
  ["a number that is not above does not", filter(["a"], number("greater_than", 5)), event({ a: 5 }), false],
  ["a text is no number", filter(["a"], number("less_than", 5)), event({ a: "4" }), false],
  [
    "one of several may",
    filter(["a"], { type: "text", op: "any_of", values: ["x", "y"] }),
    event({ a: "y" }),
    true,
  ],
  [
    "none of several does not",
    filter(["a"], { type: "text", op: "any_of", values: ["x", "y"] }),
    event({ a: "z" }),
    false,
  ],
  ["true may", filter(["a"], { type: "boolean", op: "equals", value: true }), event({ a: true }), true],
  [
    "false does not",
    filter(["a"], { type: "boolean", op: "equals", value: true }),
    event({ a: false }),
    false,
  ],
  [
    "a context is looked at where it is asked",
    filter(["page", "url"], text("equals", "x"), "context"),
    event({}, { page: { url: "x" } }),
    true,
  ],
  ["a date may", filter(["a"], { type: "date", op: "on", value: "2026-01-01" }), event({}), true],
])("%s", (_, asked, given, may) => {
  expect(mayMatch([asked], given)).toBe(may);
});

it("all filters have to let it through", () => {
  const filters = [filter(["a"], text("equals", "x")), filter(["b"], number("equals", 1))];
  expect(mayMatch(filters, event({ a: "x", b: 1 }))).toBe(true);
  expect(mayMatch(filters, event({ a: "x", b: 2 }))).toBe(false);
});
