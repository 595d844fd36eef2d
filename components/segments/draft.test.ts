import { describe, expect, it } from "vitest";
import { definition } from "@/lib/segments/definition.ts";
import { pathText } from "@/lib/segments/test-words.ts";
import {
  addCondition,
  addGroup,
  type DraftGroup,
  emptyDraft,
  newConditions,
  pathOf,
  systemSegments,
  withCondition,
  withGroup,
} from "./draft.ts";

const two: DraftGroup = {
  match: "all",
  conditions: [newConditions.did, newConditions.did_not, newConditions.property],
  constant: { path: ["product_id"] },
};

describe("a draft", () => {
  it("never loses its last group", () => {
    const grown = addGroup(emptyDraft);
    expect(withGroup(grown, 0, null).groups).toHaveLength(1);
    expect(withGroup(withGroup(grown, 0, null), 0, null)).toEqual(emptyDraft);
  });

  it("loses a constant property with its second event, and keeps it otherwise", () => {
    expect(withCondition(two, 2, null).constant).toEqual({ path: ["product_id"] });
    expect(withCondition(two, 1, null)).not.toHaveProperty("constant");
    expect(withCondition(two, 1, newConditions.property)).not.toHaveProperty("constant");
  });

  it("is no definition while something is missing, and one when all is filled in", () => {
    const group = addCondition({ match: "all", conditions: [] }, "property");
    expect(definition.safeParse({ groups: [group] }).success).toBe(false);
    const filled = withCondition(group, 0, {
      kind: "property",
      path: pathOf("address.city"),
      test: { type: "text", op: "equals", value: "Boston" },
    });
    expect(definition.parse({ groups: [filled] }).groups[0]?.conditions[0]).toMatchObject({
      path: ["address", "city"],
    });
  });

  it("begins with what is a definition as it stands", () => {
    for (const one of Object.values(systemSegments)) {
      expect(definition.safeParse({ groups: [{ conditions: [one] }] }).success).toBe(true);
    }
  });

  it("says what is missing of each new kind of condition, and is a definition when that is filled in", () => {
    const asked = { events: [{ name: "Added" }] };
    const { inaction, page_visit, referrer, page_count } = newConditions;
    const filled = (preset: typeof page_visit | typeof referrer) => ({
      ...preset,
      where: [{ ...preset.where[0], test: { type: "text", op: "contains", value: "/sale" } }],
    });
    const isWhole = (one: unknown) => definition.safeParse({ groups: [{ conditions: [one] }] }).success;
    expect([inaction, page_visit, referrer].map(isWhole)).toEqual([false, false, false]);
    expect(
      [{ ...inaction, did: asked, didNot: asked }, filled(page_visit), filled(referrer), page_count].map(
        isWhole,
      ),
    ).toEqual([true, true, true, true]);
  });

  it("shows a path as it is typed", () => {
    expect(pathText(pathOf("products.category"))).toBe("products.category");
  });
});
