import { describe, expect, it } from "vitest";
import { type StatusFacts, statusFace } from "./export-status.tsx";

const reader = { timeZone: "UTC", name: "Ada" };
const facts: StatusFacts = {
  status: "DONE",
  outcome: "accepted",
  outcomeReason: null,
  percent: null,
  waiting: null,
  rejected: 0,
};

describe("statusFace", () => {
  it("is green only when everything was accepted", () => {
    expect(statusFace(facts, reader)).toMatchObject({ tone: "green", words: "DONE" });
    expect(statusFace({ ...facts, outcome: "partly", rejected: 14 }, reader)).toMatchObject({
      tone: "amber",
      words: "DONE, 14 rejected",
    });
  });

  it("shows an end that nobody wanted in red with its reason, whatever the status", () => {
    const refused = { ...facts, status: "STOPPED", outcome: "refused", outcomeReason: "Key gone." } as const;
    expect(statusFace(refused, reader)).toMatchObject({
      tone: "red",
      words: "STOPPED, refused",
      tooltip: "Key gone.",
    });
  });

  it("says who stopped it, and you when it was you", () => {
    const stopped = { ...facts, status: "STOPPED", outcome: "stopped", stoppedBy: "Bo" } as const;
    expect(statusFace(stopped, reader).words).toBe("STOPPED by Bo");
    expect(statusFace({ ...stopped, stoppedBy: "Ada" }, reader).words).toBe("STOPPED by you");
  });

  it("moves while records leave, and stands still with the reason while it waits", () => {
    const running = { ...facts, status: "RUNNING", outcome: null, percent: 63.9 } as const;
    expect(statusFace(running, reader)).toMatchObject({ tone: "blue", moving: true, words: "RUNNING 63 %" });
    expect(statusFace({ ...running, waiting: "Segment answers 503" }, reader)).toMatchObject({
      moving: false,
      tooltip: "Segment answers 503",
    });
  });

  it("says when a pending one starts or runs next", () => {
    const pending = { ...facts, status: "PENDING", startAt: "2026-11-24T00:00:00Z" } as const;
    expect(statusFace(pending, reader).tooltip).toBe("Starts 24 Nov 2026, 00:00 UTC.");
    const again = { ...pending, lastRunAt: "2026-11-24T00:00:00Z", nextRunAt: "2026-11-24T04:00:00Z" };
    expect(statusFace(again, reader).tooltip).toContain("Next run 24 Nov 2026, 04:00 UTC.");
  });
});
