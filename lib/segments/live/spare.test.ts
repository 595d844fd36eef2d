import { describe, expect, it } from "vitest";
import { definition } from "../definition.ts";
import { mentionsOf } from "./mentions.ts";
import { mayChange, spareOf } from "./spare.ts";

const of = (...conditions: object[]) => definition.parse({ groups: [{ conditions }] });
const anyOf = (...conditions: object[]) => definition.parse({ groups: [{ match: "any", conditions }] });
const bought = { kind: "did", events: [{ name: "Bought" }] };
const often = { ...bought, measure: { of: "count", is: { op: "greater_than_equals", value: 3 } } };
const gold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
const left = {
  kind: "inaction",
  did: { events: [{ name: "Added" }] },
  didNot: { events: [{ name: "Bought" }] },
  within: { count: 10, unit: "minutes" },
};
const stranger = { member: false, due: false, properties: null };

describe("an event surely changes nothing", () => {
  it("about a member who stays whatever they do, and about nobody else", () => {
    expect(mayChange(spareOf(of(often)), false, { ...stranger, member: true })).toBe(false);
    expect(mayChange(spareOf(of(often)), false, stranger)).toBe(true);
  });

  it.each<[string, object[]]>([
    [
      "a number above which they leave",
      [{ ...bought, measure: { of: "count", is: { op: "less_than", value: 3 } } }],
    ],
    ["a time that passes", [{ ...often, when: { kind: "last", span: { count: 2, unit: "days" } } }]],
    ["who did not", [{ ...often, not: true }]],
    [
      "an average",
      [{ ...bought, measure: { of: "average", path: ["price"], is: { op: "greater_than", value: 3 } } }],
    ],
    ["another condition", [often, gold]],
  ])("but members do not stay where a definition asks for %s", (_, conditions) => {
    expect(mayChange(spareOf(of(...conditions)), false, { ...stranger, member: true })).toBe(true);
  });

  it("about somebody who has not what all conditions together ask for, unless they are a member", () => {
    const spare = spareOf(of(left, gold));
    const free = { ...stranger, properties: { plan: "free" } };
    expect(mayChange(spare, false, free)).toBe(false);
    expect(mayChange(spare, false, { ...free, properties: { plan: "gold" } })).toBe(true);
    expect(mayChange(spare, false, { ...free, member: true })).toBe(true);
    expect(mayChange(spareOf(anyOf(left, gold)), false, free)).toBe(true);
    expect(mayChange(spareOf(of(left, { ...gold, not: true })), false, free)).toBe(true);
  });

  it("when it can only end what somebody neither is in nor waits for", () => {
    const spare = spareOf(of(left));
    expect(mayChange(spare, true, stranger)).toBe(false);
    expect(mayChange(spare, true, { ...stranger, due: true })).toBe(true);
    expect(mayChange(spare, true, { ...stranger, member: true })).toBe(true);
  });
});

it("only the other event of an inaction that has to hold can do no more than end it", () => {
  const ends = (given: ReturnType<typeof of>) =>
    mentionsOf(given, new Map())
      .events.filter((each) => each.ends)
      .map(({ event }) => event.name);
  expect(ends(of(left, gold))).toEqual(["Bought"]);
  expect(ends(of({ ...left, not: true }))).toEqual([]);
  expect(ends(anyOf(left, gold))).toEqual([]);
});
