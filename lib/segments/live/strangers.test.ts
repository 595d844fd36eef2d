import { expect, it } from "vitest";
import { definition } from "../definition.ts";
import { mayMeanStrangers } from "./strangers.ts";

const did = { kind: "did", events: [{ name: "Bought" }] };
const didNot = { ...did, not: true };
const plan = (op: string) => ({
  kind: "property",
  path: ["plan"],
  test: { type: "text", op, value: "gold" },
});
const all = (...conditions: object[]) => ({ groups: [{ conditions }] });
const any = (...conditions: object[]) => ({ groups: [{ match: "any", conditions }] });

it.each<[string, object, boolean]>([
  ["who did something is known", all(did), false],
  ["who did not may be anybody", all(didNot), true],
  ["who did one thing and not another is known", all(did, didNot), false],
  ["who did one thing or not another may be anybody", any(did, didNot), true],
  ["a value is known of them", all(plan("equals")), false],
  ["a value denied may be anybody's", all(plan("not_equals")), true],
  ["a denial denied is known", all({ ...plan("not_equals"), not: true }), false],
  [
    "a field may be known at once",
    all({ kind: "field", field: "email", test: { type: "any", op: "is_set" } }),
    true,
  ],
  ["one group that nobody new is in, of all", { groups: [all(didNot).groups[0], all(did).groups[0]] }, false],
  [
    "one group that somebody new is in, of any",
    { match: "any", groups: [all(didNot).groups[0], all(did).groups[0]] },
    true,
  ],
])("%s", (_, asked, may) => {
  expect(mayMeanStrangers(definition.parse(asked), new Map())).toBe(may);
});

it("a segment that is asked for is read as well", () => {
  const id = "019cd79e-4600-7637-bcd1-6d4f3340a2f5";
  const asked = definition.parse(all({ kind: "segment", segmentId: id }));
  expect(mayMeanStrangers(asked, new Map([[id, definition.parse(all(did))]]))).toBe(false);
  expect(mayMeanStrangers(asked, new Map([[id, definition.parse(all(didNot))]]))).toBe(true);
  expect(mayMeanStrangers(asked, new Map([[id, "list"]]))).toBe(true);
});
