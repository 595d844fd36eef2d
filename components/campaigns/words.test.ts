import { expect, test } from "vitest";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { campaignHref, isBusy, plainReason, runFace, type StatusFacts, statusFace } from "./words.ts";

const reader = { timeZone: "Europe/Berlin", name: "Ada" };
const facts = (more: Partial<StatusFacts>): StatusFacts => ({
  status: "RUNNING",
  qualification: "past",
  reason: null,
  waiting: null,
  nextRunAt: null,
  failed: 0,
  stoppedBy: null,
  ...more,
});

test.each<[string, Partial<StatusFacts>, string, string]>([
  ["a draft", { status: "DRAFT" }, "slate", "Draft"],
  ["one whose messages leave", {}, "blue", "Running"],
  ["one that waits", { waiting: "Segment answers 429" }, "blue", "Running, waits"],
  ["a held one", { status: "HELD" }, "amber", "Held"],
  ["an ended one", { status: "COMPLETED" }, "green", "Completed"],
  ["an ended one with failures", { status: "COMPLETED", failed: 2_958 }, "amber", "Completed, 2,958 failed"],
  ["a refused one", { status: "REJECTED" }, "red", "Rejected"],
  ["a stopped one", { status: "STOPPED", stoppedBy: "Ada", failed: 3 }, "grey", "Stopped"],
  ["one that could not go on", { status: "STOPPED", reason: "Segment answers 401" }, "red", "Stopped"],
])("the chip of %s tells it by colour and word", (_, given, tone, words) => {
  expect(statusFace(facts(given), reader)).toMatchObject({ tone, words });
});

test("why a campaign waits or is held stands in its tooltip before anything else", () => {
  expect(statusFace(facts({ waiting: "The throttle is used up" }), reader).tooltip).toBe(
    "The throttle is used up",
  );
  expect(statusFace(facts({ status: "HELD", reason: "10,000 qualified" }), reader).tooltip).toBe(
    "10,000 qualified",
  );
});

test("the next run is told on the workspace's clocks, with their zone", () => {
  const next = facts({ status: "AWAITING_NEXT_RUN", nextRunAt: "2026-11-27T08:00:00.000Z" });
  expect(statusFace(next, reader).tooltip).toMatch(/27 Nov 2026, 09:00 (CET|GMT\+1)/);
});

test("whoever stopped a campaign reads that it was they", () => {
  const stopped = (by: string) => statusFace(facts({ status: "STOPPED", stoppedBy: by }), reader).tooltip;
  expect(stopped("Ada")).toBe("Stopped by you.");
  expect(stopped("Ben")).toBe("Stopped by Ben.");
});

test("a campaign that reacts to what happens does not pretend to come to an end", () => {
  expect(statusFace(facts({ qualification: "live" }), reader).moving).toBeUndefined();
  expect(statusFace(facts({}), reader).moving).toBe(true);
});

test("a run that ended with failures is amber", () => {
  const run = { status: "DONE", stage: "send", reason: null, waiting: null } as const;
  expect(runFace({ ...run, failed: 0 })).toMatchObject({ tone: "green", words: "Done" });
  expect(runFace({ ...run, failed: 20 })).toMatchObject({ tone: "amber", words: "Done, 20 failed" });
});

test("a row says plainly why it is held, refused or waits, and nothing else", () => {
  expect(plainReason(facts({ status: "HELD", reason: "too many" }))).toBe("too many");
  expect(plainReason(facts({ status: "STOPPED", stoppedBy: "Ada", reason: "Stopped by Ada" }))).toBeNull();
  expect(plainReason(facts({ status: "STOPPED", reason: "Segment answers 401" }))).toBe(
    "Segment answers 401",
  );
  expect(plainReason(facts({ waiting: "throttle" }))).toBe("throttle");
});

test("what was never published opens its document, everything else its report", () => {
  expect(campaignHref({ id: "7", status: "REJECTED" })).toBe("/campaigns/7/edit");
  expect(campaignHref({ id: "7", status: "STOPPED" })).toBe("/campaigns/7");
});

test("numbers are asked for often while something leaves or is about to, not a day before", () => {
  const now = Date.parse("2026-11-26T08:00:00Z");
  const awaiting = (nextRunAt: string | null) => ({ status: "AWAITING_NEXT_RUN" as const, nextRunAt });
  expect(isBusy({ status: "RUNNING", nextRunAt: null }, now)).toBe(true);
  expect(isBusy(awaiting("2026-11-26T08:00:30Z"), now)).toBe(true);
  expect(isBusy(awaiting("2026-11-27T08:00:00Z"), now)).toBe(false);
  expect(isBusy({ status: "COMPLETED", nextRunAt: null }, now)).toBe(false);
});

test("who stops a campaign is told of messages, of which one person may have had several", () => {
  const { sent, waiting } = campaignsMessages.stop;
  expect([sent(0), sent(1), sent(4)]).toEqual([
    "It has sent nothing.",
    "1 message that it sent stays sent.",
    "4 messages that it sent stay sent.",
  ]);
  expect([waiting(1), waiting(1_200)]).toEqual([
    "1 message that waits to leave will not be sent.",
    "1,200 messages that wait to leave will not be sent.",
  ]);
});
