import { expect, test } from "vitest";
import { ApiError } from "../api.ts";
import { stateOfFailure, waitOf } from "./autosave.ts";

const refusal = (status: number, detail: string) =>
  new ApiError({ status, code: "", title: "", detail, problems: [], blockers: [] });

test("a save without an answer, or with one that passes, is tried again by itself", () => {
  for (const error of [new TypeError("Failed to fetch"), refusal(503, ""), refusal(429, "")]) {
    const state = stateOfFailure(error);
    expect(state.kind).toBe("offline");
    expect(waitOf(state)).toBeGreaterThan(0);
  }
});

test("a newer version stops saving until somebody decides", () => {
  const state = stateOfFailure(refusal(409, "Somebody else changed this campaign."));
  expect(state).toEqual({ kind: "conflict", message: "Somebody else changed this campaign." });
  expect(waitOf(state)).toBeNull();
});

test("a refusal says why and is not repeated as it stands", () => {
  const state = stateOfFailure(refusal(422, "name: At most 120 characters"));
  expect(state).toEqual({ kind: "refused", message: "name: At most 120 characters" });
  expect(waitOf(state)).toBeNull();
});
