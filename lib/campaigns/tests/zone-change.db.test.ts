import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { updateWorkspace } from "../../access/verbs/update-workspace.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { partnerServer } from "../../testing/partner-server.ts";

const database = testDatabase();
const partner = partnerServer();
beforeAll(() => partner.listen());
afterAll(() => partner.close());
beforeEach(() => partner.reset());

const at = (iso: string, ground: { clock: { now(): Date; advance(ms: number): void } }) =>
  ground.clock.advance(new Date(iso).getTime() - ground.clock.now().getTime());

const daily: JsonObject = {
  kind: "recurring",
  recurrence: {
    from: "2026-03-11",
    time: "09:00",
    repeat: { every: "days", count: 1 },
    ends: { kind: "never" },
  },
};

describe("when the time zone of a workspace is changed", () => {
  it("what is planned for nine o'clock goes out at nine o'clock of the new clocks", async () => {
    const ground = await campaignGround(database.db, partner, { timeZone: "Europe/Berlin" });
    await ground.people(1);
    const once = await ground.draft({ when: { past: { kind: "later", at: "2026-03-11T09:00" } } });
    const often = await ground.draft({ when: { past: daily } });
    for (const draft of [once, often]) {
      expect(await ground.publish(draft)).toMatchObject({ nextRunAt: "2026-03-11T08:00:00.000Z" });
    }
    await updateWorkspace(ground.ctx, { timeZone: "America/New_York" });
    for (const { id } of [once, often]) {
      expect(await ground.get(id)).toMatchObject({
        nextRunAt: "2026-03-11T13:00:00.000Z",
        nextRuns: expect.arrayContaining(["2026-03-11T13:00:00.000Z"]),
      });
    }
    at("2026-03-11T12:59:59.000Z", ground);
    await ground.work();
    expect(partner.messages.size).toBe(0);
    at("2026-03-11T13:00:00.000Z", ground);
    await ground.work();
    expect(await ground.verdicts(once.id)).toEqual({ sent: 1 });
    expect(await ground.get(often.id)).toMatchObject({ nextRunAt: "2026-03-12T13:00:00.000Z" });
  });

  it("on each person's clocks they get it at the same hour as before, also of a run that has begun", async () => {
    const ground = await campaignGround(database.db, partner, { timeZone: "UTC" });
    await ground.people(1, { plan: "gold", timezone: "Asia/Tokyo" }, "tokyo");
    await ground.people(1, { plan: "gold", timezone: "America/New_York" }, "york");
    const userTimeZone = { passed: "drop" };
    const draft = await ground.draft({
      when: { past: { kind: "later", at: "2026-03-11T09:00" }, userTimeZone, cutOff: "23:30" },
    });
    await ground.publish(draft);
    await updateWorkspace(ground.ctx, { timeZone: "Asia/Tokyo" });
    at("2026-03-11T00:00:00.000Z", ground);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1 });
    // Whoever waits keeps their cut-off, too: by the clocks of Los Angeles the run's moment lies on the day before.
    await updateWorkspace(ground.ctx, { timeZone: "America/Los_Angeles" });
    at("2026-03-11T12:59:59.000Z", ground);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1 });
    at("2026-03-11T13:00:00.000Z", ground);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 2 });
  });

  it("nothing goes out at once where the time has passed on the new clocks: that run keeps its moment", async () => {
    const ground = await campaignGround(database.db, partner, {
      now: "2026-03-11T12:00:00.000Z",
      timeZone: "America/New_York",
    });
    await ground.people(1);
    const draft = await ground.draft({ when: { past: daily } });
    expect(await ground.publish(draft)).toMatchObject({ nextRunAt: "2026-03-11T13:00:00.000Z" });
    await updateWorkspace(ground.ctx, { timeZone: "Europe/Berlin" });
    await ground.work();
    expect(partner.messages.size).toBe(0);
    at("2026-03-11T13:00:00.000Z", ground);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      counts: { sent: 1 },
      nextRunAt: "2026-03-12T08:00:00.000Z",
    });
  });

  it("a live campaign begins and ends by the new clocks, and one that is sent now stays so", async () => {
    const ground = await campaignGround(database.db, partner, { timeZone: "UTC" });
    await ground.people(1);
    const days = {
      start: { kind: "at", at: "2026-03-11T09:00" },
      end: { kind: "at", at: "2026-03-12T09:00" },
    };
    const live = await ground.draft({ channel: "segment", qualification: "live", when: days, who: action });
    await ground.publish(live);
    const now = await ground.draft();
    await ground.publish(now);
    await updateWorkspace(ground.ctx, { timeZone: "America/New_York" });
    expect(await ground.get(live.id)).toMatchObject({
      nextRunAt: "2026-03-11T13:00:00.000Z",
      endsAt: "2026-03-12T13:00:00.000Z",
    });
    await ground.work();
    expect(await ground.get(now.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 1 } });
  });
});

const action = {
  audience: null,
  trigger: { kind: "action", did: { events: [{ type: "track", name: "Product Viewed" }] } },
};
