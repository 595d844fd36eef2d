import fc from "fast-check";
import { expect, it } from "vitest";
import { drafts } from "./node-drafts.ts";

it.each(Object.entries(drafts))(
  "settings of %s are read whatever stands in them, or nothing",
  (_, schema) => {
    const anything = fc.dictionary(fc.constantFrom(...Object.keys(schema.shape)), fc.jsonValue());
    fc.assert(fc.property(anything, (given) => schema.safeParse(given).success));
    expect(schema.safeParse({}).success).toBe(true);
  },
);

it("events and filters that are none are begun anew", () => {
  const blank = drafts.action.parse({}).did;
  for (const did of [
    { events: [null], where: [] },
    { events: [], where: "x" },
    { events: [], where: [7] },
  ]) {
    expect(drafts.action.parse({ did }).did).toEqual(blank);
  }
  const kept = { events: [{ type: "track", name: "A" }] };
  expect(drafts.action.parse({ did: kept }).did).toEqual(kept);
});
