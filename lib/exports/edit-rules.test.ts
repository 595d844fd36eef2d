import { describe, expect, test } from "vitest";
import { type ExportState, mayEdit, mayStop, refusedChange, refusedFrequency } from "./edit-rules.ts";

const frequencies = ["one_time", "recurring", "live"] as const;
const statuses = ["PENDING", "RUNNING", "DONE", "STOPPED"] as const;
const all = frequencies.flatMap((frequency) =>
  statuses.map((status): ExportState => ({ frequency, status, dataType: "all" })),
);

test("only recurring and live exports that are PENDING or RUNNING can be edited, the others say why not", () => {
  for (const state of all) {
    const { allowed, reason } = mayEdit(state, true);
    expect(allowed).toBe(state.frequency !== "one_time" && ["PENDING", "RUNNING"].includes(state.status));
    expect(reason === null).toBe(allowed);
  }
});

test("every export that is PENDING or RUNNING can be stopped, the others say why not", () => {
  for (const state of all) {
    const { allowed, reason } = mayStop(state, true);
    expect(allowed).toBe(["PENDING", "RUNNING"].includes(state.status));
    expect(reason === null).toBe(allowed);
  }
});

test("whoever may not write can neither edit nor stop", () => {
  for (const state of all) {
    expect(mayEdit(state, false).allowed).toBe(false);
    expect(mayStop(state, false).allowed).toBe(false);
  }
});

describe("changes", () => {
  const recurring: ExportState = { status: "PENDING", frequency: "recurring", dataType: "all" };
  test.each([
    [
      "events to profiles",
      recurring,
      { dataType: "profiles", frequency: "recurring", everyHours: 24 },
      "dataType",
    ],
    [
      "profiles to events",
      { ...recurring, dataType: "profiles" },
      { dataType: "engagement", frequency: "recurring", everyHours: 24 },
      "dataType",
    ],
    [
      "recurring to one time",
      recurring,
      { dataType: "all", frequency: "one_time", everyHours: null },
      "frequency",
    ],
    [
      "profiles to live",
      { ...recurring, dataType: "profiles" },
      { dataType: "profiles", frequency: "live", everyHours: null },
      "frequency",
    ],
    [
      "profiles to every 4 hours",
      { ...recurring, dataType: "profiles" },
      { dataType: "profiles", frequency: "recurring", everyHours: 4 },
      "everyHours",
    ],
    [
      "recurring without its hours",
      recurring,
      { dataType: "all", frequency: "recurring", everyHours: null },
      "everyHours",
    ],
  ] as const)("%s are refused", (_name, before, after, field) => {
    expect(refusedChange(before, after)?.field).toBe(field);
  });

  test("another set of events, other hours and live streaming are fine", () => {
    expect(
      refusedChange(recurring, { dataType: "engagement", frequency: "recurring", everyHours: 6 }),
    ).toBeNull();
    expect(refusedChange(recurring, { dataType: "all", frequency: "live", everyHours: null })).toBeNull();
  });

  test("profiles leave once or every 24 hours", () => {
    expect(refusedFrequency({ dataType: "profiles", frequency: "one_time", everyHours: null })).toBeNull();
    expect(refusedFrequency({ dataType: "profiles", frequency: "recurring", everyHours: 24 })).toBeNull();
  });
});
