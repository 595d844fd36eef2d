import { expect, it } from "vitest";
import { definition } from "../definition.ts";
import { proofOf, provable } from "./proof.ts";

const of = (...conditions: object[]) => definition.parse({ groups: [{ conditions }] });
const bought = { kind: "did", events: [{ name: "Bought" }] };
const lately = { kind: "last", span: { count: 30, unit: "minutes" } };
const now = new Date("2026-03-29T10:00:00.000Z");
const at = (timestamp: string, properties = {}) => ({
  tx: "1",
  personId: "p",
  type: "track",
  name: "Bought",
  properties,
  context: {},
  timestamp: new Date(timestamp),
});

it("one event can prove a definition that asks for one event and nothing else", () => {
  expect(provable(of(bought))).not.toBeNull();
  expect(provable(of({ ...bought, when: lately }))).not.toBeNull();
});

it.each<[string, object[]]>([
  ["another condition", [bought, { kind: "property", path: ["plan"], test: { type: "any", op: "is_set" } }]],
  ["who did not", [{ ...bought, not: true }]],
  ["how often", [{ ...bought, measure: { of: "count", is: { op: "greater_than_equals", value: 2 } } }]],
  ["at most so often", [{ ...bought, measure: { of: "count", is: { op: "less_than", value: 2 } } }]],
  ["the first time", [{ ...bought, measure: { of: "first" } }]],
  ["an hour of the day", [{ ...bought, hours: { from: 9, to: 17 } }]],
  ["days of the week", [{ ...bought, weekdays: [1] }]],
  ["days of the calendar", [{ ...bought, when: { kind: "days", from: "2026-01-01", to: "2026-12-31" } }]],
])("no event alone proves a definition that asks for %s", (_, conditions) => {
  expect(provable(of(...conditions))).toBeNull();
});

it("an event proves it for as long as it counts, and only if it lies in the time that is asked", () => {
  const always = provable(of(bought));
  const last = provable(of({ ...bought, when: lately }));
  if (!always || !last) {
    throw new Error("Both can be proved.");
  }
  const moment = { now, zone: "UTC" };
  const proof = (did: typeof last, timestamp: string) => proofOf(did, at(timestamp), moment);
  expect(proof(always, "2020-01-01T00:00:00.000Z")).toMatchObject({ span: null });
  expect(proof(last, "2026-03-29T09:30:00.000Z")).toEqual({
    since: new Date("2026-03-29T09:30:00.000Z"),
    span: { count: 30, unit: "minutes" },
  });
  expect(proof(last, "2026-03-29T09:29:59.999Z")).toBeNull();
  expect(proof(last, "2026-03-29T10:00:00.001Z")).toBeNull();
});
