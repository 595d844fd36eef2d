import { expect, it } from "vitest";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { valueTest } from "../../segments/value-test.ts";
import { chance } from "../chance.ts";
import { clockOnDay, firstLoud, nextClock } from "../clocks.ts";
import { delayedUntil } from "../delayed-until.ts";
import { keysOf } from "./events.ts";
import { passes } from "./passes.ts";

const clocks = { now: new Date("2026-03-10T12:00:00Z"), zone: "Europe/Berlin" };
const asked = (type: string, op: string, value?: unknown, more: object = {}) =>
  valueTest.parse({ type, op, [Array.isArray(value) ? "values" : "value"]: value, ...more });
const document: JsonObject = {
  ...{ plan: "Gold", total: 49.5, vip: true, empty: "", none: [], version: "4.12.0" },
  ...{ tags: ["sale", "Cart"], items: [{ price: 5 }, { price: 20 }], born: "2000-02-29" },
  ...{ at: "2026-03-10T23:30:00Z", seconds: "$D_1773185400", beta: "v4.12.0-beta", decimal: 4.12 },
  ...{ nulls: [null], empties: [""], street: "ΟΔΟΣ" },
};

it.each<[string, string, ReturnType<typeof asked>, boolean]>([
  ["equality is exact", "plan", asked("text", "equals", "gold"), false],
  ["contains ignores case", "plan", asked("text", "contains", "gol"), true],
  ["of a list one element is enough", "tags", asked("text", "equals", "Cart"), true],
  ["a list stands on the way", "items.price", asked("number", "greater_than", 10), true],
  ["all of several", "tags", asked("text", "all_of", ["sale", "Cart"]), true],
  ["a missing value meets what denies", "gone", asked("text", "not_equals", "gold"), true],
  ["a missing value meets nothing else", "gone", asked("number", "less_than", 10), false],
  ["another type meets nothing else", "plan", asked("number", "equals", 1), false],
  ["another type meets what denies", "plan", asked("boolean", "not_equals", true), true],
  ["an empty text is not set", "empty", valueTest.parse({ type: "any", op: "is_set" }), false],
  ["an empty list is not set", "none", valueTest.parse({ type: "any", op: "is_not_set" }), true],
  ["a list of nothing but nulls is not set", "nulls", valueTest.parse({ type: "any", op: "is_set" }), false],
  ["nor is one of empty texts", "empties", valueTest.parse({ type: "any", op: "is_set" }), false],
  ["case is ignored letter by letter", "street", asked("text", "ends_with", "οσ"), true],
  ["between takes its ends", "total", asked("number", "between", [49.5, 60]), true],
  ["versions are compared part by part", "version", asked("version", "greater_than", "4.9"), true],
  ["zeros at a version's end say nothing", "version", asked("version", "equals", "4.12"), true],
  ["a version may begin with v and end in words", "beta", asked("version", "equals", "4.12"), true],
  ["a number may be a version", "decimal", asked("version", "greater_than", "4.9"), true],
  ["a date may be CleverTap's", "seconds", asked("date", "on", "2026-03-11"), true],
  ["a day is the zone's", "at", asked("date", "on", "2026-03-11"), true],
  [
    "what is to come is not in the last days",
    "at",
    asked("date", "in_last", { count: 2, unit: "days" }),
    false,
  ],
  ["and it is in the next", "at", asked("date", "in_next", { count: 1, unit: "days" }), true],
  ["a date without a time is a day", "born", asked("date", "before", "2000-03-01"), true],
])("%s", (_name, path, test, expected) => {
  expect(passes(document, path.split("."), test, clocks)).toBe(expected);
});

it("a number and its digits hold two events together", () => {
  const event = (order: Json) =>
    ({
      type: "track",
      name: "Paid",
      at: "2026-03-10T12:00:00.000Z",
      properties: { order },
      context: {},
    }) as const;
  expect(keysOf(event(7), ["order"])).toEqual(["7"]);
  expect(keysOf(event("7"), ["order"])).toEqual(["7"]);
  // Any single value of several; what says nothing holds nothing together.
  expect(keysOf(event([7, "b", null, "", "7"]), ["order"])).toEqual(["7", "b"]);
  expect(keysOf(event([{ sku: "a" }, { sku: ["b", 1] }, {}]), ["order", "sku"])).toEqual(["a", "b", "1"]);
  expect([event(""), event(null), event([])].flatMap((each) => keysOf(each, ["order"]))).toEqual([]);
});

it("who was born on 29 February has a birthday on the 28th of other years", () => {
  const birthday = asked("date", "days_ahead", 0, { yearly: true });
  const on = (now: string) => passes(document, ["born"], birthday, { now: new Date(now), zone: "UTC" });
  expect([on("2026-02-28T09:00:00Z"), on("2028-02-28T09:00:00Z"), on("2028-02-29T09:00:00Z")]).toEqual([
    true,
    false,
    true,
  ]);
});

it.each([
  ["1990-03-10", true],
  ["1990-03-10T00:00:00.000Z", true],
  ["$D_637027200", true],
  ["1990-03-10T02:00:00.000Z", false],
])("a birthday that is sent as %s is that day west of UTC: %s", (born, expected) => {
  const birthday = asked("date", "days_ahead", 0, { yearly: true });
  const clocks = { now: new Date("2026-03-10T17:00:00Z"), zone: "America/New_York" };
  expect(passes({ born }, ["born"], birthday, clocks)).toBe(expected);
});

it("lots are spread evenly, and the same words draw the same one", () => {
  const lots = Array.from({ length: 20_000 }, (_, index) => chance("stay", `person-${index}`, "node"));
  const tenths = Array.from({ length: 10 }, (_, tenth) =>
    lots.filter((lot) => Math.floor(lot * 10) === tenth),
  );
  expect(tenths.every(({ length }) => Math.abs(length - 2_000) < 200)).toBe(true);
  expect(chance("stay", "person-1", "node")).toBe(lots[1]);
  expect(chance("ab", "c")).not.toBe(chance("a", "bc"));
});

it("times of the clock keep to the zone when its clocks change", () => {
  const from = new Date("2026-03-28T12:00:00Z");
  expect(nextClock(from, "09:00", "Europe/Berlin").toISOString()).toBe("2026-03-29T07:00:00.000Z");
  expect(nextClock(from, "09:00", "Europe/Berlin", [1]).toISOString()).toBe("2026-03-30T07:00:00.000Z");
  expect(clockOnDay(from, 1, "13:00", "Europe/Berlin").toISOString()).toBe("2026-03-29T11:00:00.000Z");
  const delay = (count: number, unit: "hours" | "days", at: string | null) =>
    delayedUntil({ count, unit, at }, from, "Europe/Berlin").toISOString();
  expect(delay(1, "days", null)).toBe("2026-03-29T11:00:00.000Z");
  expect(delay(24, "hours", null)).toBe("2026-03-29T12:00:00.000Z");
  expect(delay(1, "hours", "09:00")).toBe("2026-03-29T07:00:00.000Z");
});

it("what falls into quiet hours leaves at its own time of the clock on the next day that allows it", () => {
  const hours = [{ weekdays: [6, 7], from: "00:00", to: "23:59" }];
  const saturday = new Date("2026-03-14T10:00:00Z");
  expect(firstLoud(hours, "UTC", saturday, "10:00")?.toISOString()).toBe("2026-03-16T10:00:00.000Z");
  expect(firstLoud(hours, "UTC", saturday, null)?.toISOString()).toBe("2026-03-14T23:59:00.000Z");
});
