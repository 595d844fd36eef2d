import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { kindOf } from "./catalog.ts";

const did = (name: string, ...where: JsonObject[]): JsonObject => ({
  events: [{ type: "track", name }],
  where,
});
const price = { path: ["price"], test: { type: "number", op: "greater_than", value: 50 } };
const gold = { type: "text", op: "equals", value: "gold" };
const filter = { match: "all", groups: [] };
const [hour, days] = [
  { count: 1, unit: "hours" },
  { count: 3, unit: "days" },
];
const segmentId = "01a21ef5-137c-7757-8662-1f9846c08051";
const people = { kind: "saved", segmentId };
const weekly = {
  ...{ from: "2026-03-07", time: "09:00", ends: { kind: "never" } },
  repeat: { every: "weeks", count: 2, weekdays: [1, 5] },
};

// Two nodes that do different things do not read alike: nobody opens each to see what it asks for.
describe("a node's face", () => {
  it.each<[string, JsonObject, string]>([
    [
      "entry_action",
      { did: did("Paid", price), filter },
      "Begins as soon as somebody does Paid where price > 50, only some people",
    ],
    ["entry_action", { did: did("Paid", {}), filter: null }, "Begins as soon as somebody does Paid where …"],
    [
      "entry_inaction",
      { did: did("Cart"), didNot: did("Paid", price), within: hour, same: ["cart_id"] },
      "Begins when somebody does Cart and not Paid where price > 50 in 1 hour, of the same cart_id",
    ],
    [
      "entry_date_time",
      { date: { of: "person", path: ["birthday"], days: -2, at: "09:00", yearly: true } },
      "Begins 2 days before birthday, at 09:00, every year",
    ],
    [
      "entry_page_visit",
      { page: { url: { op: "contains", value: "/cart" }, where: [price] } },
      "Begins as soon as somebody visits a page with /cart where price > 50",
    ],
    [
      "entry_referrer",
      { from: { referrer: { op: "contains", value: "news.example" }, where: [price] } },
      "Begins as soon as somebody comes from a page with news.example where price > 50",
    ],
    [
      "entry_page_count",
      { pages: { url: { op: "contains", value: "" }, where: [] }, count: 3, within: hour },
      "Begins as soon as somebody makes 3 page visits within 1 hour",
    ],
    [
      "page_count",
      {
        ...{ pages: { url: { op: "ends_with", value: "/cart" }, where: [price] }, count: 2 },
        ...{ within: hour, timeout: days },
      },
      "As soon as the person makes 2 visits of a page ending in /cart where price > 50 within 1 hour, or Node timeout after 3 days",
    ],
    [
      "page_count",
      { pages: {}, count: 1, within: null },
      "As soon as the person makes 1 page visit within …",
    ],
    [
      "entry_segment",
      { people, timeline: { kind: "once", at: null } },
      "Begins for those of “Gold”, once, when it is published",
    ],
    [
      "entry_segment",
      { people, timeline: { kind: "once", at: "2026-03-07T09:00" } },
      "Begins for those of “Gold”, once, on 7 Mar 2026 at 09:00",
    ],
    [
      "entry_segment",
      { people, timeline: { kind: "dates", dates: ["2026-04-01T10:30", "2026-03-07T09:00"] } },
      "Begins for those of “Gold”, on 7 Mar 2026 at 09:00 and 1 more",
    ],
    [
      "entry_segment",
      { people, timeline: { kind: "recurring", recurrence: weekly } },
      "Begins for those of “Gold”, every 2 weeks on Mon, Fri, at 09:00",
    ],
    [
      "entry_segment",
      { people, timeline: { kind: "dates", dates: [""] } },
      "Begins for those of “Gold”, on chosen dates",
    ],
    [
      "action",
      { did: did("Paid", price), filter: null, timeout: days },
      "As soon as the person does Paid where price > 50, or Node timeout after 3 days",
    ],
    [
      "past_behaviour",
      { people, timeout: days },
      "When the person is one of those of “Gold”, or Node timeout after 3 days",
    ],
    [
      "wait_for_event",
      {
        branches: [
          { id: "a", name: "", did: did("Sent"), key: { mine: ["id"], theirs: ["order_id"] } },
          { id: "b", name: "", did: did("Cancelled"), key: null },
        ],
        timeout: days,
      },
      "Waits up to 3 days for Sent of the same order_id or Cancelled",
    ],
    [
      "conditional_split",
      {
        paths: [
          { id: "a", name: "Gold", match: "all", conditions: [{ of: "person", path: ["plan"], test: gold }] },
          {
            id: "b",
            name: "",
            match: "any",
            conditions: [
              { of: "event", ...price },
              { of: "person", path: [], test: {} },
            ],
          },
          { id: "c", name: "", conditions: [] },
        ],
      },
      "Parts people: Gold (plan is gold), Path 2 (the event’s price > 50 or … …), Path 3, Others",
    ],
    [
      "profile_update",
      {
        updates: [
          { property: "stage", how: "set", value: "{{ Event.step }}" },
          { property: "tags", how: "add", value: "vip" },
          { property: "tags", how: "remove", value: "new" },
        ],
      },
      "Sets stage to {{ Event.step }} · Adds vip to tags · Removes new from tags",
    ],
  ])("of %s says all that its settings ask for", (kind, settings, said) => {
    expect(kindOf(kind)?.words(settings, () => "Gold")).toBe(said);
  });
});
