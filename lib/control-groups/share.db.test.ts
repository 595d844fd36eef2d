import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { inControlGroup, isInControlGroup } from "./share.ts";

const database = testDatabase();
const SIZE = 20_000;

/** Ids that are the same in every run. */
const ids = Array.from({ length: SIZE }, (_, index) => {
  const hex = createHash("sha256").update(`person ${index}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
});
const salt = "the salt of a test";
const chosen = (percent: number, by = salt) =>
  new Set(ids.filter((id) => isInControlGroup(id, { salt: by, percent })));

it.each([2, 2.5, 3.3, 4.9, 5])("SQL and TypeScript choose the same people for %d %%", async (percent) => {
  const values: unknown[] = [ids];
  const inGroup = inControlGroup("u", { salt, percent }, (value, type) => `$${values.push(value)}::${type}`);
  const rows = await database.db.sql<{ id: string }>(
    `select u as id from unnest($1::uuid[]) u where ${inGroup}`,
    values,
  );
  expect(new Set(rows.map(({ id }) => id))).toEqual(chosen(percent));
});

it.each([2, 3.5, 5])(
  "%d %% are chosen, no further off than chance allows (chi-square, one in a thousand)",
  (percent) => {
    const expected = (SIZE * percent) / 100;
    const off = chosen(percent).size - expected;
    expect(off ** 2 / expected + off ** 2 / (SIZE - expected)).toBeLessThan(10.83);
  },
);

it("a larger share has the smaller one within it", () => {
  const steps = [2, 2.1, 3, 4.9, 5].map((percent) => chosen(percent));
  for (const [place, smaller] of steps.slice(0, -1).entries()) {
    const larger = steps[place + 1] ?? new Set();
    expect(larger.size).toBeGreaterThan(smaller.size);
    expect([...smaller].filter((id) => !larger.has(id))).toEqual([]);
  }
});

it("groups choose independently of each other, and one made again chooses others", () => {
  const one = chosen(5);
  const both = [...chosen(5, "another salt")].filter((id) => one.has(id)).length;
  const expected = SIZE * 0.05 * 0.05;
  expect((both - expected) ** 2 / expected).toBeLessThan(10.83);
});

it("asks about a person by nothing but an id", () => {
  expect(() => isInControlGroup("ada", { salt, percent: 5 })).toThrow("by their id");
});
