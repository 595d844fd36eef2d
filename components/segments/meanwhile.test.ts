import { expect, test } from "vitest";
import { savedMeanwhile } from "./meanwhile.ts";

const plan = (value: string) => ({
  groups: [
    { conditions: [{ kind: "property", path: ["plan"], test: { type: "text", op: "equals", value } }] },
  ],
});
const seen = { name: "Gold", labels: ["a"], kind: "past", definition: plan("gold") };

test("nothing was saved meanwhile where the server says what was seen, in its own words", () => {
  const [group] = plan("gold").groups;
  const definition = { match: "all", groups: [{ match: "all", ...group }] };
  expect(savedMeanwhile({ ...seen, definition }, seen, {})).toEqual({ free: {}, against: {} });
  expect(savedMeanwhile(seen, seen, { name: "Silver" })).toEqual({ free: {}, against: {} });
});

test("what others saved of fields that are not changed here is taken over", () => {
  const theirs = { ...seen, name: "Best", definition: plan("platinum") };
  expect(savedMeanwhile(theirs, seen, { labels: [] })).toEqual({
    free: { name: "Best", definition: plan("platinum") },
    against: {},
  });
});

test("what others saved goes against what is typed of the same field, unless it is the same", () => {
  const theirs = { ...seen, name: "Best", definition: plan("platinum") };
  expect(savedMeanwhile(theirs, seen, { definition: plan("silver") })).toEqual({
    free: { name: "Best" },
    against: { definition: plan("platinum") },
  });
  expect(savedMeanwhile(theirs, seen, { definition: plan("platinum") }).against).toEqual({});
});
