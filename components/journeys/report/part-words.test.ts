import { expect, it } from "vitest";
import { track } from "@/lib/journeys/templates/draw.ts";
import type { Json } from "@/lib/kernel/json.ts";
import { partWords, whereTheyDiffer } from "./part-words.ts";

const ID = "019a0000-0000-7000-8000-000000000001";
const telling = { nameOf: (id: string) => (id === ID ? "Buyers" : ""), zone: "Europe/Berlin" };
const dear = { of: "properties", path: ["price"], test: { type: "number", op: "greater_than", value: 50 } };
const gold = { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
const isGold = { of: "person", path: ["plan"], test: gold.test };

const cases: [field: string, value: Json, words: string][] = [
  ["did", { events: track("Paid").events as Json, where: [dear] }, "Paid where price > 50"],
  ["filter", { match: "all", groups: [{ conditions: [gold] }] } as Json, "Their plan is gold"],
  ["filter", null, "everybody"],
  ["timeout", { count: 1, unit: "days" }, "1 day"],
  ["timeout", null, "none"],
  ["people", { kind: "saved", segmentId: ID }, "Buyers"],
  ["people", { kind: "saved", segmentId: ID.replace("1", "2") }, "another one"],
  ["connections", { segment: ID }, "Buyers"],
  ["timeline", { kind: "once", at: null }, "once, when it is published"],
  ["until", { kind: "clock", at: "09:00", weekdays: [1, 5] }, "Waits until 09:00, on Mon, Fri"],
  [
    "date",
    { of: "person", path: ["birthday"], days: -3, at: "09:00", yearly: true },
    "their 3 days before birthday, at 09:00, every year",
  ],
  ["conditions", [isGold] as Json, "their plan is gold"],
  ["paths", { id: "a", name: "", percent: 30 }, "30 %"],
  ["key", { mine: ["cart", "id"], theirs: ["order"] }, "cart › id the same as order"],
  ["updates", { property: "stage", how: "set", value: "buyer" }, "set to buyer"],
  ["keyValues", { key: "operation", value: "upsert" }, "upsert"],
  ["headers", { name: "X-Key", value: "", isSecret: true }, "a secret"],
  ["frequency", { kind: "times", times: 1 }, "at most 1 time"],
  ["missing", "skip", "is held back"],
  ["ignoreQuiet", true, "yes"],
  [
    "reentry",
    { kind: "after_exit", rest: { count: 2, unit: "hours" } },
    "who has left may enter again, 2 hours later",
  ],
  [
    "goals",
    { id: "g", name: "Bought", events: track("Paid").events as Json, where: [dear] },
    "by Paid where price > 50",
  ],
  [
    "goals",
    { id: "g", name: "Bought", events: track("Paid").events as Json, revenue: ["order", "total"] },
    "by Paid, worth its order › total",
  ],
  ["cap", { kind: "per_day", people: 100 }, "100 a day"],
  [
    "quiet",
    { mode: "delay", hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "21:00", to: "09:00" }] },
    "every day 21:00–09:00, sent afterwards",
  ],
  [
    "controlGroups",
    { system: true, custom: [], percent: 5 },
    "the system control group, 5 % of its own people",
  ],
  ["unheard", { a: [1, 2] }, "a: 1, 2"],
];

it.each(cases)("%s: %j is said as “%s”", (field, value, words) => {
  expect(partWords(field, value, telling)).toBe(words);
});

it("of two long texts the place where they differ is shown", () => {
  const text = (word: string) => `${"Hello there. ".repeat(20)}Take ${word} off today.${" Bye.".repeat(40)}`;
  const [before, after] = whereTheyDiffer(text("10 %"), text("15 %"));
  expect(before).toMatch(/^… .*Take 10 % off today\..* …$/);
  expect(after).toMatch(/^… .*Take 15 % off today\..* …$/);
  expect(after.length).toBeLessThan(120);
});
