import { describe, expect, it } from "vitest";
import { problemsOf } from "../kernel/parse.ts";
import { definition } from "./definition.ts";

const gold = { type: "text", op: "equals", value: "gold" };
const plan = { kind: "property", path: ["plan"], test: gold };
const bought = { kind: "did", events: [{ name: "Bought" }] };
const one = (condition: object) => ({ groups: [{ conditions: [condition] }] });
const at = "groups[0].conditions[0]";

/** Left out, each of them would have meant other people than who wrote it did. */
describe("what a definition does not know is refused where it stands", () => {
  it.each<[string, object, string]>([
    ["a denial by another name", one({ ...plan, negate: true }), `${at}.negate`],
    ["a period by another name", one({ ...bought, within: { count: 7, unit: "days" } }), `${at}.within`],
    ["filters by another name", one({ ...bought, filters: [] }), `${at}.filters`],
    ["what joins a group", { groups: [{ operator: "or", conditions: [plan] }] }, "groups[0].operator"],
    ["a group in a group", { groups: [{ conditions: [plan], groups: [] }] }, "groups[0].groups"],
    ["what joins groups", { ...one(plan), operator: "or" }, "operator"],
    [
      "how a text is compared",
      one({ ...plan, test: { ...gold, ignoreCase: true } }),
      `${at}.test.ignoreCase`,
    ],
    [
      "an event's filter",
      one({ ...bought, where: [{ path: ["plan"], test: gold, not: true }] }),
      `${at}.where[0].not`,
    ],
    [
      "a period's end",
      one({ ...bought, when: { kind: "last", span: { count: 7, unit: "days" }, to: "2026-01-01" } }),
      `${at}.when.to`,
    ],
    [
      "a measure's path",
      one({ ...bought, measure: { of: "count", path: ["price"], is: { op: "equals", value: 2 } } }),
      `${at}.measure.path`,
    ],
  ])("%s", (_, given, path) => {
    const { error } = definition.safeParse(given);
    const field = path.split(".").at(-1);
    expect(error && problemsOf(error)).toEqual([{ path, field, message: "There is no such field here" }]);
  });
});
