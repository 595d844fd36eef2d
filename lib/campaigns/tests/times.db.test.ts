import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { partnerServer } from "../../testing/partner-server.ts";
import { did, sentTo } from "../../testing/test-partner.ts";
import { duplicateCampaign } from "../verbs/duplicate-campaign.ts";
import { listCampaignRuns } from "../verbs/list-campaign-runs.ts";
import { releaseRun } from "../verbs/release-run.ts";

const database = testDatabase();
const partner = partnerServer();
beforeAll(() => partner.listen());
afterAll(() => partner.close());
beforeEach(() => partner.reset());

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const nights = [{ weekdays: everyDay, from: "21:00", to: "09:00" }];
const to = (iso: string, ground: { clock: { now(): Date; advance(ms: number): void } }) =>
  ground.clock.advance(new Date(iso).getTime() - ground.clock.now().getTime());

describe("when a campaign goes out", () => {
  it("a time of the workspace's clocks is kept to, and nothing goes before it", async () => {
    const ground = await campaignGround(database.db, partner, {
      now: "2026-03-10T12:00:00.000Z",
      timeZone: "Europe/Berlin",
    });
    await ground.people(2);
    const draft = await ground.draft({ when: { past: { kind: "later", at: "2026-03-11T09:30" } } });
    expect(draft.nextRuns).toEqual(["2026-03-11T08:30:00.000Z"]);
    expect(await ground.publish(draft)).toMatchObject({
      status: "SCHEDULED",
      nextRunAt: "2026-03-11T08:30:00.000Z",
    });
    to("2026-03-11T08:29:59.000Z", ground);
    await ground.work();
    expect(partner.messages.size).toBe(0);
    to("2026-03-11T08:30:00.000Z", ground);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 2 });
  });

  it("what falls into Do Not Disturb hours waits for their end, over midnight and the change of the clocks", async () => {
    // In the night to 29 March the clocks of Berlin go from 2 to 3.
    const ground = await campaignGround(database.db, partner, {
      now: "2026-03-28T21:30:00.000Z",
      timeZone: "Europe/Berlin",
    });
    await ground.people(1, { plan: "gold" }, "berlin");
    await ground.people(1, { plan: "gold", timezone: "America/New_York" }, "york");
    const draft = await ground.draft({ when: { quiet: { hours: nights, mode: "delay" } } });
    await ground.publish(draft);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1 });
    expect([...partner.messages.values()].map(({ message }) => message.userId)).toEqual(["york-0"]);
    to("2026-03-29T06:59:59.000Z", ground);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "RUNNING",
      waiting: "Nobody else is due before 29 Mar 2026, 09:00 CEST",
      counts: { waiting: 1 },
    });
    to("2026-03-29T07:00:00.000Z", ground);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 2 } });
    // It is of the moment at which it may go out, whenever the person qualified.
    const dates = [...partner.messages.values()].map(({ message }) => message.timestamp);
    expect(dates).toEqual(["2026-03-28T21:30:00.000Z", "2026-03-29T07:00:00.000Z"]);
  });

  it("what falls into Do Not Disturb hours is discarded where the author says so", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-28T22:30:00.000Z" });
    await ground.people(2);
    const draft = await ground.draft({ when: { quiet: { hours: nights, mode: "discard" } } });
    await ground.publish(draft);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ "held user_dnd": 2 });
  });

  it("each person gets it at that time of their own clocks, or the day after, or not at all", async () => {
    const ground = await campaignGround(database.db, partner, {
      now: "2026-03-10T10:00:00.000Z",
      timeZone: "UTC",
    });
    await ground.people(1, { plan: "gold", timezone: "Asia/Tokyo" }, "tokyo");
    await ground.people(1, { plan: "gold", timezone: "Europe/Berlin" }, "berlin");
    await ground.people(1, { plan: "gold", timezone: "America/New_York" }, "york");
    const at = { past: { kind: "later", at: "2026-03-10T12:00" } };
    const drop = await ground.draft({ when: { ...at, userTimeZone: { passed: "drop" } } });
    const next = await ground.draft({ when: { ...at, userTimeZone: { passed: "next_day" } } });
    await ground.publish(drop);
    await ground.publish(next);
    await ground.work();
    // In Tokyo noon has passed; in Berlin it comes at 11:00 UTC, in New York at 16:00 UTC.
    expect(await ground.verdicts(drop.id)).toEqual({ "held zone_passed": 1 });
    to("2026-03-10T11:00:00.000Z", ground);
    await ground.work();
    expect([...partner.messages.values()].map(({ message }) => message.userId)).toEqual([
      "berlin-0",
      "berlin-0",
    ]);
    to("2026-03-10T16:00:00.000Z", ground);
    await ground.work();
    expect(await ground.get(drop.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 2, held: 1 } });
    expect(await ground.get(next.id)).toMatchObject({ status: "RUNNING", counts: { sent: 2, waiting: 1 } });
    to("2026-03-11T03:00:00.000Z", ground);
    await ground.work();
    expect(await ground.get(next.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 3 } });
  });

  it("what is delivered the day after is cut off on that day", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-10T10:00:00.000Z" });
    await ground.people(1, { plan: "gold", timezone: "Asia/Tokyo" }, "tokyo");
    await ground.people(1, { plan: "gold", timezone: "Europe/Berlin" }, "berlin");
    const draft = await ground.draft({
      when: {
        past: { kind: "later", at: "2026-03-10T12:00" },
        userTimeZone: { passed: "next_day" },
        cutOff: "14:00",
      },
    });
    await ground.publish(draft);
    await ground.work();
    // After the cut-off in Berlin; in Tokyo it is due on the next day.
    to("2026-03-10T13:00:01.000Z", ground);
    await ground.work();
    to("2026-03-11T03:00:00.000Z", ground);
    await ground.work();
    expect(sentTo(partner)).toEqual(["tokyo-0"]);
    expect(await ground.verdicts(draft.id)).toEqual({ "held cut_off": 1, sent: 1 });
  });

  it("of a held run it is told beforehand, and by its reason, whom the hour leaves out when it is let go", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-10T14:00:00.000Z" });
    await ground.people(70, { plan: "gold", timezone: "Europe/Berlin" }, "berlin");
    await ground.people(31, { plan: "gold", timezone: "America/New_York" }, "york");
    const who = { cap: { kind: "all", hold: 100 } };
    const held = async (when: JsonObject): Promise<string> => {
      const draft = await ground.draft({ who, when });
      await ground.publish(draft);
      await ground.work();
      return draft.id;
    };
    const leftOut = async (id: string) => {
      const { items } = await listCampaignRuns(ground.ctx, { id, limit: 20 });
      return items[0]?.leftOut;
    };
    const night = { hours: nights, mode: "discard" };
    const plain = await held({});
    const cut = await held({ cutOff: "18:00" });
    const discarding = await held({ quiet: night });
    // What its quiet hours put off is cut off while it waits for their end.
    const delaying = await held({ quiet: { ...night, mode: "delay" }, cutOff: "22:00" });
    for (const id of [plain, cut, discarding, delaying]) {
      expect(await leftOut(id)).toEqual({ cutOff: 0, quiet: 0 });
    }
    // In Berlin it is 21:30, in New York 16:30; all go by the workspace's cut-off.
    to("2026-03-10T20:30:00.000Z", ground);
    expect(await leftOut(plain)).toEqual({ cutOff: 0, quiet: 0 });
    expect(await leftOut(cut)).toEqual({ cutOff: 101, quiet: 0 });
    expect(await leftOut(discarding)).toEqual({ cutOff: 0, quiet: 70 });
    expect(await leftOut(delaying)).toEqual({ cutOff: 70, quiet: 0 });

    for (const id of [cut, discarding]) {
      const { items } = await listCampaignRuns(ground.ctx, { id, limit: 20 });
      await releaseRun(ground.ctx, { id, runId: items[0]?.id ?? "" });
    }
    await ground.work();
    expect(await ground.verdicts(cut)).toEqual({ "held cut_off": 101 });
    expect(await ground.verdicts(discarding)).toEqual({ "held user_dnd": 70, sent: 31 });
    expect(await leftOut(cut)).toBeNull();
  });

  it("on each person's own clocks the next run begins beside the one that still sends, so that nobody's time has passed", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-09T12:00:00.000Z" });
    for (const [name, timezone] of Object.entries({
      ...{
        tokyo: "Asia/Tokyo",
        kolkata: "Asia/Kolkata",
        helsinki: "Europe/Helsinki",
        la: "America/Los_Angeles",
      },
    })) {
      await ground.people(1, { plan: "gold", timezone }, name);
    }
    const draft = await ground.draft({
      when: {
        past: { kind: "later", at: "2026-03-10T09:00", also: ["2026-03-10T18:00"] },
        userTimeZone: { passed: "drop" },
      },
    });
    await ground.publish(draft);
    const reached: Record<string, string[]> = {};
    for (let half = 0; half < 80; half += 1) {
      const before = partner.messages.size;
      await ground.work();
      const fresh = [...partner.messages.values()].slice(before).map(({ message }) => message.userId ?? "");
      if (fresh.length > 0) {
        reached[ground.clock.now().toISOString().slice(8, 16)] = fresh.sort();
      }
      ground.clock.advance(30 * 60_000);
    }
    expect(reached).toEqual({
      "10T00:00": ["tokyo-0"],
      "10T03:30": ["kolkata-0"],
      "10T07:00": ["helsinki-0"],
      "10T09:00": ["tokyo-0"],
      "10T12:30": ["kolkata-0"],
      "10T16:00": ["helsinki-0", "la-0"],
      "11T01:00": ["la-0"],
    });
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED", runs: 2, counts: { sent: 8 } });
  });

  it("of two runs beside each other the one that is not let in for a day ends both, with a verdict for everybody", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-10T04:00:00.000Z" });
    await ground.people(1, { plan: "gold", timezone: "Asia/Tokyo" }, "tokyo");
    await ground.people(1, { plan: "gold", timezone: "America/Los_Angeles" }, "la");
    const draft = await ground.draft({
      when: {
        past: { kind: "later", at: "2026-03-10T14:00", also: ["2026-03-10T18:00"] },
        userTimeZone: { passed: "drop" },
      },
    });
    await ground.publish(draft);
    await ground.work();
    const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
    expect(items.map(({ status }) => status)).toEqual(["RUNNING", "RUNNING"]);
    partner.misbehave = () => ({ status: 401 });
    to("2026-03-10T05:00:00.000Z", ground);
    await ground.work();
    to("2026-03-11T05:00:01.000Z", ground);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      ...{ status: "STOPPED", runs: 2, counts: { waiting: 0 } },
      reason: expect.stringMatching(/Write Key|401/),
    });
    expect(await ground.verdicts(draft.id)).toEqual({ "held stopped": 4 });
  });

  it("each person's own clocks are known by CleverTap's name for them, and by their distance from UTC", async () => {
    const ground = await campaignGround(database.db, partner, {
      now: "2026-03-10T10:00:00.000Z",
      timeZone: "UTC",
    });
    await ground.people(1, { plan: "gold", Tz: "Europe/Berlin" }, "berlin");
    await ground.people(1, { plan: "gold", Timezone: "GMT-5:00" }, "lima");
    await ground.people(1, { plan: "gold", tz: "nowhere" }, "nowhere");
    const draft = await ground.draft({
      when: { past: { kind: "later", at: "2026-03-10T12:00" }, userTimeZone: { passed: "drop" } },
    });
    await ground.publish(draft);
    const reached = async (at: string) => {
      to(at, ground);
      await ground.work();
      return sentTo(partner);
    };
    expect(await reached("2026-03-10T11:00:00.000Z")).toEqual(["berlin-0"]);
    expect(await reached("2026-03-10T12:00:00.000Z")).toEqual(["berlin-0", "nowhere-0"]);
    expect(await reached("2026-03-10T17:00:00.000Z")).toEqual(["berlin-0", "lima-0", "nowhere-0"]);
  });

  it("nothing goes out after the cut-off time", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-10T08:00:00.000Z" });
    await ground.people(120);
    const draft = await ground.draft({
      when: {
        past: { kind: "later", at: "2026-03-10T09:00" },
        cutOff: "09:02",
        throttle: 50,
      },
    });
    await ground.publish(draft);
    for (const at of ["09:00:00", "09:01:00", "09:01:59", "09:03:00"]) {
      to(`2026-03-10T${at}.000Z`, ground);
      await ground.work();
    }
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 100, "held cut_off": 20 });
  });

  it("what a throttle has left over after three days does not go out", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-10T09:00:00.000Z" });
    await ground.people(50);
    const few = await ground.draft({ when: { throttle: 20 } });
    expect(few.problems).toMatchObject([
      { path: "when.throttle", message: expect.stringContaining("more than 100 in five minutes") },
    ]);
    const draft = await ground.draft({ when: { throttle: 21 } });
    expect(draft.problems).toEqual([]);
    await ground.publish(draft);
    await ground.work();
    to("2026-03-13T09:00:00.000Z", ground);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 42 });
    to("2026-03-13T09:01:01.000Z", ground);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ "held throttled": 8, sent: 42 });
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED" });
  });

  it("a throttle is not told of as what is waited for once nobody is due, be it a run by the clock or one of calls", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-03-28T21:30:00.000Z" });
    await ground.people(21, { plan: "gold", timezone: "America/New_York" }, "york");
    await ground.people(1, { plan: "gold" }, "utc");
    const draft = await ground.draft({ when: { throttle: 22, quiet: { hours: nights, mode: "delay" } } });
    await ground.publish(draft);
    await ground.work();
    for (let minutes = 0; minutes < 2; minutes += 1) {
      ground.clock.advance(60_000);
      await ground.work();
    }
    expect(await ground.get(draft.id)).toMatchObject({
      waiting: "Nobody else is due before 29 Mar 2026, 09:00 UTC",
      counts: { sent: 21, waiting: 1 },
    });
    const live = await ground.draft({
      qualification: "live",
      who: {
        trigger: { kind: "action", did: { events: [{ type: "track", name: "Charged" }], where: [] } },
      },
      when: { throttle: 22 },
    });
    await ground.publish(live);
    const charged = async (count: number) => {
      await ground.batch(...Array.from({ length: count }, (_, n) => did(`york-${n}`, "Charged", { n })));
      await ground.followed();
      await ground.work();
      ground.clock.advance(60_000);
      await ground.work();
      return ground.get(live.id);
    };
    expect(await charged(22)).toMatchObject({ waiting: null, counts: { sent: 22, waiting: 0 } });
    expect(await charged(30)).toMatchObject({ waiting: null, counts: { sent: 52, waiting: 0 } });
  });

  it("no more go out in a minute than the throttle lets", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(70);
    const draft = await ground.draft({ when: { throttle: 30 } });
    await ground.publish(draft);
    const sent: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      await ground.work();
      await ground.work();
      sent.push(partner.messages.size);
      ground.clock.advance(60_001);
    }
    expect(sent).toEqual([30, 60, 70, 70]);
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 70 } });
  });

  it("on the 31st of each month, at the last day of those that have none is nothing, and each run has a reference of its day", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-01-15T12:00:00.000Z" });
    await ground.people(1);
    const recurrence = {
      from: "2026-01-15",
      time: "10:00",
      repeat: { every: "months", on: { kind: "day", day: 31 } },
      ends: { kind: "after", runs: 2 },
    };
    const draft = await ground.draft({ when: { past: { kind: "recurring", recurrence } } });
    expect(draft.nextRuns).toEqual(["2026-01-31T10:00:00.000Z", "2026-03-31T10:00:00.000Z"]);
    const { number } = await ground.publish(draft);
    to("2026-01-31T10:00:00.000Z", ground);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "AWAITING_NEXT_RUN",
      nextRunAt: "2026-03-31T10:00:00.000Z",
    });
    to("2026-03-31T10:00:01.000Z", ground);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED", runs: 2, counts: { sent: 2 } });
    const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
    expect(items.map(({ reference }) => reference)).toEqual([`${number}_20260331`, `${number}_20260131`]);
  });

  it("on several dates, in their order, each with a reference of its day", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-01-15T12:00:00.000Z" });
    await ground.people(1);
    const past = { kind: "later", at: "2026-02-14T09:00", also: ["2026-01-20T09:00", "2026-03-08T18:00"] };
    const draft = await ground.draft({ when: { past } });
    expect(draft.nextRuns).toEqual([
      "2026-01-20T09:00:00.000Z",
      "2026-02-14T09:00:00.000Z",
      "2026-03-08T18:00:00.000Z",
    ]);
    const { number } = await ground.publish(draft);
    for (const at of draft.nextRuns) {
      to(at, ground);
      await ground.work();
    }
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED", runs: 3, counts: { sent: 3 } });
    const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
    expect(items.map(({ reference }) => reference)).toEqual(
      ["20260308", "20260214", "20260120"].map((day) => `${number}_${day}`),
    );
    const wrong = await ground.draft({
      when: { past: { ...past, also: ["2026-01-10T09:00", "2026-02-14T09:00"] } },
    });
    expect(wrong.problems).toMatchObject([
      { path: "when.past.also[1]", message: "This date stands here twice" },
    ]);
    const late = await ground.draft({
      when: { past: { ...past, at: "2026-04-01T09:00", also: ["2026-01-10T09:00"] } },
    });
    expect(late.problems).toMatchObject([{ path: "when.past.also.0", message: "That time has passed" }]);
  });

  it("a campaign that ends after so many runs runs so many times, the first when its time comes for the first time", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-01-15T12:00:00.000Z" });
    await ground.people(1);
    const recurrence = {
      from: "2026-01-15",
      time: "10:00",
      repeat: { every: "days", count: 2 },
      ends: { kind: "after", runs: 2 },
    };
    const draft = await ground.draft({ when: { past: { kind: "recurring", recurrence } } });
    expect(draft.nextRuns).toEqual(["2026-01-17T10:00:00.000Z", "2026-01-19T10:00:00.000Z"]);
    const published = await ground.publish(draft);
    expect(published.nextRuns).toEqual(draft.nextRuns);
    for (const day of ["2026-01-17", "2026-01-19", "2026-01-21"]) {
      to(`${day}T10:00:00.000Z`, ground);
      await ground.work();
    }
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED", runs: 2, counts: { sent: 2 } });
  });

  it("on each person's clocks a monthly campaign never goes out on the day it is published, a daily one does", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-01-15T06:00:00.000Z" });
    const made = (repeat: JsonObject) => {
      const recurrence = { from: "2026-01-15", time: "10:00", repeat, ends: { kind: "never" } };
      return ground.draft({
        when: { past: { kind: "recurring", recurrence }, userTimeZone: { passed: "drop" } },
      });
    };
    const monthly = await made({ every: "months", on: { kind: "day", day: 15 } });
    expect(monthly.nextRuns[0]).toBe("2026-02-15T10:00:00.000Z");
    const daily = await made({ every: "days", count: 1 });
    expect(daily.nextRuns[0]).toBe("2026-01-15T10:00:00.000Z");
    expect(await ground.publish(monthly)).toMatchObject({ status: "SCHEDULED", nextRuns: monthly.nextRuns });
  });

  it("once in a day lets each run of a daily campaign through, however late the one before was and when the clocks change", async () => {
    const ground = await campaignGround(database.db, partner, {
      now: "2026-03-27T12:00:00.000Z",
      timeZone: "Europe/Berlin",
    });
    await ground.people(20);
    const recurrence = {
      from: "2026-03-28",
      time: "10:00",
      repeat: { every: "days", count: 1 },
      ends: { kind: "after", runs: 3 },
    };
    const made = async (days: number) => {
      const draft = await ground.draft({
        who: { controlGroups: { system: false, custom: [], percent: 50 } },
        when: {
          past: { kind: "recurring", recurrence },
          frequency: { kind: "interval", minutes: days * 1_440 },
        },
      });
      await ground.publish(draft);
      return draft;
    };
    const [daily, everySecond] = [await made(1), await made(2)];
    // The worker was away for a while on the first day; between the first and the second run lie 23 hours.
    for (const at of ["2026-03-28T09:20:00.000Z", "2026-03-29T08:00:00.000Z", "2026-03-30T08:00:00.000Z"]) {
      to(at, ground);
      await ground.work();
    }
    const outcomes = async ({ id }: { id: string }) => {
      const { sent = 0, "held control_group": control = 0, ...others } = await ground.verdicts(id);
      return { came: sent + control, ...others };
    };
    expect(await outcomes(daily)).toEqual({ came: 60 });
    expect(await outcomes(everySecond)).toEqual({ came: 40, "held frequency": 20 });
  });

  it("a person gets a recurring campaign, or is held back to compare, only as often as its frequency lets", async () => {
    const ground = await campaignGround(database.db, partner, { now: "2026-01-15T12:00:00.000Z" });
    await ground.people(30);
    const recurrence = {
      from: "2026-01-16",
      time: "10:00",
      repeat: { every: "days", count: 1 },
      ends: { kind: "after", runs: 3 },
    };
    const draft = await ground.draft({
      who: { controlGroups: { system: false, custom: [], percent: 50 } },
      when: { past: { kind: "recurring", recurrence }, frequency: { kind: "times", times: 2 } },
    });
    await ground.publish(draft);
    for (const day of [16, 17, 18]) {
      to(`2026-01-${day}T10:00:00.000Z`, ground);
      await ground.work();
    }
    const { sent = 0, "held control_group": control = 0, ...others } = await ground.verdicts(draft.id);
    expect(others).toEqual({ "held frequency": 30 });
    expect(new Set(sentTo(partner)).size + control / 2).toBe(30);
    expect([sent + control, control > 0]).toEqual([60, true]);
    // A copy counts from the beginning.
    const copy = await duplicateCampaign(ground.ctx, { id: draft.id });
    await ground.publish(copy);
    to("2026-01-19T10:00:00.000Z", ground);
    await ground.work();
    const again = await ground.verdicts(copy.id);
    expect(Object.keys(again).sort()).toEqual(["held control_group", "sent"]);
    expect((again.sent ?? 0) + (again["held control_group"] ?? 0)).toBe(30);
  });
});
