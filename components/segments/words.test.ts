import { describe, expect, it } from "vitest";
import { testWords } from "@/lib/segments/test-words.ts";
import { type DraftCondition, type DraftTest, newConditions } from "./draft.ts";
import { newCircle, testGroups, testOf } from "./test-choices.ts";
import { conditionWords, definitionWords } from "./words.ts";

const nameOf = (id: string) => `"${id}"`;
const words = (condition: DraftCondition) => conditionWords(condition, nameOf);
const gold: DraftTest = { type: "text", op: "equals", value: "gold" };

describe("a condition in words", () => {
  it.each<[string, DraftCondition]>([
    ["Their address.city is gold", { kind: "property", path: ["address", "city"], test: gold }],
    ["Not: their plan is gold", { kind: "property", not: true, path: ["plan"], test: gold }],
    ["Country is gold", { kind: "field", field: "country", test: gold }],
    [
      "Location is within 500 metres of 48.2, -16.37 or 1000 metres of …, …",
      {
        kind: "field",
        field: "location",
        test: {
          type: "place",
          op: "within",
          places: [{ latitude: 48.2, longitude: -16.37, metres: 500 }, newCircle()],
        },
      },
    ],
    ["Cannot be reached by SMS", { kind: "reachable", not: true, channel: "sms" }],
    ["Did not unsubscribe by e-mail", { kind: "unsubscribed", not: true, channel: "email" }],
    ['Is in the segment "s"', { kind: "segment", segmentId: "s" }],
    ['Is not in the audience "a"', { kind: "audience", not: true, audienceId: "a" }],
    [
      "Did Bought or any page visit or a view of the screen Cart",
      {
        kind: "did",
        events: [{ name: "Bought" }, { type: "page", name: null }, { type: "screen", name: "Cart" }],
      },
    ],
    [
      "Did a visit of the page Sale exactly 1 time",
      {
        kind: "did",
        events: [{ type: "page", name: "Sale" }],
        measure: { of: "count", is: { op: "equals", value: 1 } },
      },
    ],
    [
      "Did not do Bought at least 2 times in the last 1 day from 9:00 to 18:00 on Sat, Sun where plan is gold and the referrer is gold",
      {
        kind: "did",
        not: true,
        events: [{ name: "Bought" }],
        measure: { of: "count", is: { op: "greater_than_equals", value: 2 } },
        when: { kind: "last", span: { count: 1, unit: "days" } },
        hours: { from: 9, to: 18 },
        weekdays: [6, 7],
        where: [
          { path: ["plan"], test: gold },
          { of: "context", path: ["page", "referrer"], test: gold },
        ],
      },
    ],
    [
      "Did Bought with a sum of price between 5 and 9 from 2026-11-01 to 2026-11-02",
      {
        kind: "did",
        events: [{ name: "Bought" }],
        measure: { of: "sum", path: ["price"], is: { op: "between", values: [5, 9] } },
        when: { kind: "days", from: "2026-11-01", to: "2026-11-02" },
      },
    ],
    [
      "Did Bought most often with plan is gold between 7 and 1 days ago",
      {
        kind: "did",
        events: [{ name: "Bought" }],
        measure: { of: "mostly", path: ["plan"], test: gold, share: "most" },
        when: { kind: "days_ago", from: 7, to: 1 },
      },
    ],
    [
      "Did Added in the last 7 days and within 10 minutes, and since, not Bought where plan is gold of the same product_id",
      {
        kind: "inaction",
        did: { events: [{ name: "Added" }] },
        didNot: { events: [{ name: "Bought" }], where: [{ path: ["plan"], test: gold }] },
        within: { count: 10, unit: "minutes" },
        when: { kind: "last", span: { count: 7, unit: "days" } },
        same: { path: ["product_id"] },
      },
    ],
  ])("is: %s", (sentence, condition) => {
    expect(words(condition)).toBe(sentence);
  });

  it("is said of everything that can be added", () => {
    for (const condition of Object.values(newConditions)) {
      expect(words(condition)).toMatch(/^[A-Z]/);
    }
  });

  it("names the value that is asked for, whatever is asked", () => {
    const choices = testGroups(["text", "number", "date", "version"]).flatMap(({ items }) => items);
    const filled: DraftTest = { type: "text", op: "equals", value: "5" };
    for (const { value, label } of choices.filter((each) => !each.value.startsWith("any."))) {
      const said = testWords(testOf(value, filled));
      expect([label, /\d|(on|before|after|between) /.test(said), said.includes("…")]).toEqual([
        label,
        true,
        false,
      ]);
    }
  });

  it("of days says how many, and whether of every year", () => {
    const test = { type: "date", op: "days_ahead", value: 3 } as const;
    expect(testWords(test)).toBe("is in 3 days");
    expect(testWords({ ...test, op: "days_ago", value: 1, yearly: true })).toBe("is 1 day ago, every year");
    expect(testWords({ type: "date", op: "before_last", value: { count: 2, unit: "weeks" } })).toBe(
      "more than 2 weeks ago",
    );
    expect(testWords({ type: "date", op: "in_next", value: { count: 1, unit: "months" } })).toBe(
      "in the next 1 month",
    );
  });
});

it("a definition names the property that is held equal across the events of a group", () => {
  const did = (name: string, not = false): DraftCondition => ({ kind: "did", not, events: [{ name }] });
  const group = { conditions: [did("Viewed"), did("Bought", true)], constant: { path: ["product_id"] } };
  expect(definitionWords({ groups: [group] }, nameOf)).toBe(
    "Did Viewed and Did not do Bought, with the same product_id",
  );
  expect(definitionWords({ match: "any", groups: [group, { conditions: [did("Returned")] }] }, nameOf)).toBe(
    "(Did Viewed and Did not do Bought, with the same product_id) or (Did Returned)",
  );
});
