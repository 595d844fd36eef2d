import { describe, expect, it } from "vitest";
import { type FateOfCall, mergeFates } from "./use-fates.ts";

const fate = (callId: string, more: Partial<FateOfCall> = {}): FateOfCall => ({
  callId,
  destinationId: "00000000-0000-4000-8000-000000000000",
  name: "CleverTap",
  fate: "waiting",
  code: null,
  reason: null,
  at: null,
  replayed: false,
  lint: [],
  ...more,
});

describe("mergeFates", () => {
  const known = mergeFates(new Map(), [fate("1-1"), fate("1-2")]);

  it("takes the newer word about a call and keeps the others' objects", () => {
    const merged = mergeFates(known, [fate("1-1", { fate: "delivered" }), fate("1-2")]);
    expect(merged.get("1-1")?.map((each) => each.fate)).toEqual(["delivered"]);
    expect(merged.get("1-2")).toBe(known.get("1-2"));
  });

  it("keeps calls of which nothing was told", () => {
    expect([...mergeFates(known, [fate("1-3")]).keys()]).toEqual(["1-1", "1-2", "1-3"]);
  });

  it("gives the same map when nothing changed", () => {
    expect(mergeFates(known, [fate("1-2"), fate("1-1")])).toBe(known);
  });

  it("keeps each destination's own word about a call", () => {
    const other = fate("1-1", { destinationId: "00000000-0000-4000-8000-000000000001", fate: "filtered" });
    expect(mergeFates(known, [fate("1-1"), other]).get("1-1")).toHaveLength(2);
  });
});
