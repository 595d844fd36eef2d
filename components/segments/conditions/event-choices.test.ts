import { expect, test } from "vitest";
import { choiceTyped, eventChoices, refOf } from "./event-choices.ts";

const seen = [
  { type: "track", name: "AddToCart" },
  { type: "page", name: "Home" },
  { type: "identify", name: "identify" },
];
const offered = (typed: string, events: Parameters<typeof eventChoices>[1] = []) =>
  eventChoices(seen, events, typed).data.map(({ group, items }) => [group, items.map(({ label }) => label)]);

test("a name that no event has yet can be chosen, as an event, a page or a screen", () => {
  expect(offered(" Registered ").at(-1)).toEqual([
    "Not seen yet",
    ["Event “Registered”", "Page “Registered”", "Screen “Registered”"],
  ]);
  const { data } = eventChoices([], [], "Registered");
  expect(data.at(-1)?.items.map(({ value }) => refOf(value))).toEqual([
    { type: "track", name: "Registered" },
    { type: "page", name: "Registered" },
    { type: "screen", name: "Registered" },
  ]);
});

test("what was seen or is chosen is offered once, under its own name", () => {
  expect(offered("AddToCart")).toEqual([
    ["Events", ["AddToCart"]],
    ["Pages", ["Any page", "Home"]],
    ["Screens", ["Any screen"]],
  ]);
  const events = [{ type: "track" as const, name: "Registered" }];
  expect(offered("", events)[0]).toEqual(["Events", ["AddToCart", "Registered"]]);
  expect(offered("Registered", events)).toHaveLength(3);
});

test("Enter behind a whole name chooses its event, seen or not, and behind a part of one nothing", () => {
  const carts = [
    { type: "page", name: "Cart" },
    { type: "track", name: "Cart" },
    { type: "track", name: "Cart Viewed" },
  ];
  const entered = (typed: string, events: Parameters<typeof eventChoices>[1] = []) =>
    choiceTyped(eventChoices(carts, events, typed), typed);
  expect(entered(" Cart ")).toBe("track:Cart");
  expect(entered("Cart", [{ type: "track", name: "Cart" }])).toBe("page:Cart");
  expect(entered("Never Seen")).toBe("track:Never Seen");
  expect(entered("car")).toBeNull();
  expect(entered("")).toBeNull();
  expect(entered("Never Seen", [{ type: "track", name: "Never Seen" }])).toBeNull();
});
