import { describe, expect, it } from "vitest";
import type { CallView } from "@/lib/sources/schema.ts";
import { mergeCalls } from "./merge-calls.ts";

function callAt(id: string, second: number): CallView {
  return {
    id,
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
    timestamp: null,
    type: "track",
    name: id,
    messageId: id,
    userId: null,
    anonymousId: null,
    personId: null,
    outcome: "accepted",
    status: 200,
    reason: "",
    field: "",
    call: null,
    bodyText: null,
  };
}

describe("mergeCalls", () => {
  it("puts the newest on top and shows a repeated call once", () => {
    const shown = [callAt("b", 2), callAt("a", 1)];
    const merged = mergeCalls(shown, [callAt("c", 3), callAt("b", 2)], 200);
    expect(merged.map((call) => call.id)).toEqual(["c", "b", "a"]);
  });

  it("keeps the objects of the calls that were shown", () => {
    const shown = [callAt("b", 2)];
    expect(mergeCalls(shown, [callAt("c", 3), callAt("b", 2)], 200)[1]).toBe(shown[0]);
  });

  it("returns the same list when nothing new came", () => {
    const shown = [callAt("b", 2)];
    expect(mergeCalls(shown, [callAt("b", 2)], 200)).toBe(shown);
  });

  it("lets the oldest go beyond the limit", () => {
    const shown = [callAt("b", 2), callAt("a", 1)];
    expect(mergeCalls(shown, [callAt("c", 3)], 2).map((call) => call.id)).toEqual(["c", "b"]);
  });

  it("sorts a call that was booked late to its place", () => {
    const shown = [callAt("c", 3), callAt("a", 1)];
    expect(mergeCalls(shown, [callAt("b", 2)], 200).map((call) => call.id)).toEqual(["c", "b", "a"]);
  });
});
