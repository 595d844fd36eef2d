import { describe, expect, it } from "vitest";
import type { Json } from "../../kernel/json.ts";
import { campaignGround, goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { did, sentTo, testPartner } from "../../testing/test-partner.ts";
import { checkRecipient } from "../verbs/check-recipient.ts";
import { listRecipients } from "../verbs/list-recipients.ts";
import { reportCampaign } from "../verbs/report-campaign.ts";

const database = testDatabase();
const partner = testPartner();

const named = (name: string) => ({ events: [{ type: "track", name }], where: [] });
/** Who did the one and for ten minutes not the other, of the same thing where it is told by what. */
const leftOpen = (done: string, undone: string, path?: string[]) => ({
  ...{ kind: "inaction" as const, did: named(done), didNot: named(undone) },
  ...{ within: { count: 10, unit: "minutes" as const }, same: path ? { path } : null },
});

describe("a live campaign", () => {
  it("reaches whoever does something, each time, from its publishing on, with the event's properties", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(did("early", "Charged", { amount: 5 }));
    const draft = await ground.draft({
      qualification: "live",
      who: { trigger: { kind: "action", did: named("Charged") } },
      content: { keyValues: [{ key: "amount", value: "{{ Event.amount }}" }] },
    });
    expect(draft.problems).toEqual([]);
    const { number } = await ground.publish(draft);
    await ground.batch(
      did("ada", "Charged", { amount: 12 }),
      did("ben", "Viewed"),
      did("cleo", "Charged", { amount: 7 }),
    );
    await ground.followed();
    await ground.work();
    expect(sentTo(partner)).toEqual(["ada", "cleo"]);
    await ground.batch(did("ada", "Charged", { amount: 40 }));
    await ground.followed();
    await ground.work();
    expect(sentTo(partner)).toEqual(["ada", "ada", "cleo"]);
    const amounts = [...partner.messages.values()].map(({ message }) => message.properties?.amount);
    expect(amounts.sort()).toEqual(["12", "40", "7"]);
    const [first] = partner.messages.values();
    expect(first?.message.properties?.["Campaign id"]).toBe(
      `${number}_${ground.clock.now().getTime() / 1_000}`,
    );
    expect(await ground.raised()).toEqual({ "Notification Sent": 3 });
    expect(await ground.get(draft.id)).toMatchObject({ status: "RUNNING", counts: { sent: 3 } });
  });

  it("heeds what was done up to two hours before it came, and nothing older", async () => {
    const ground = await campaignGround(database.db, partner);
    const action = await ground.draft({
      qualification: "live",
      who: { trigger: { kind: "action", did: named("Charged") } },
    });
    const inaction = await ground.draft({
      qualification: "live",
      who: {
        trigger: leftOpen("Charged", "Refunded"),
      },
    });
    await ground.publish(action);
    await ground.publish(inaction);
    const ago = (minutes: number) => ({
      timestamp: new Date(ground.clock.now().getTime() - minutes * 60_000).toISOString(),
    });
    await ground.batch(
      { ...did("ada", "Charged"), ...ago(119) },
      { ...did("ben", "Charged"), ...ago(121) },
      { ...did("cleo", "Charged"), ...ago(60 * 24 * 30) },
    );
    // However late a worker comes to it.
    ground.clock.advance(5 * 3_600_000);
    await ground.followed();
    await ground.work();
    expect(sentTo(partner)).toEqual(["ada", "ada"]);
  });

  it("reaches whoever leaves a cart for ten minutes, and nobody who buys in time", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      who: {
        trigger: leftOpen("Added To Cart", "Charged"),
      },
    });
    await ground.publish(draft);
    await ground.batch(did("ada", "Added To Cart"), did("ben", "Added To Cart"), did("ada", "Added To Cart"));
    await ground.followed();
    ground.clock.advance(4 * 60_000);
    await ground.batch(did("ben", "Charged"));
    await ground.followed();
    await ground.work();
    expect(sentTo(partner)).toEqual([]);
    ground.clock.advance(6 * 60_000);
    await ground.work();
    expect(sentTo(partner)).toEqual(["ada"]);
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1, "held did_it": 1 });
    const check = await checkRecipient(ground.ctx, { id: draft.id, person: "ben" });
    expect(check.answer).toBe("This person did not get it: User not qualified.");
    expect(check.deliveries[0]?.why).toContain("did in time");
  });

  it("reaches whoever did it only after the time was over, and dates the message by when it is due", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      who: { trigger: leftOpen("Added To Cart", "Charged") },
      when: { delay: { count: 2, unit: "hours" } },
    });
    await ground.publish(draft);
    await ground.batch(did("ada", "Added To Cart"), did("ben", "Added To Cart"));
    await ground.followed();
    ground.clock.advance(10 * 60_000);
    await ground.batch(did("ben", "Charged"));
    await ground.followed();
    ground.clock.advance(60_000);
    await ground.batch(did("ada", "Charged"));
    await ground.followed();
    ground.clock.advance(119 * 60_000);
    await ground.work();
    expect(sentTo(partner)).toEqual(["ada"]);
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1, "held did_it": 1 });
    const [left] = partner.messages.values();
    expect(left?.message.timestamp).toBe("2026-03-10T14:10:00.000Z");
  });

  it("with a constant property waits for the same value only, and knows it in its texts", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      who: {
        trigger: leftOpen("Viewed", "Bought", ["product"]),
      },
      content: { keyValues: [{ key: "left", value: "{{ ConstantEventProperty }}" }] },
    });
    expect(draft.problems).toEqual([]);
    await ground.publish(draft);
    await ground.batch(did("ada", "Viewed", { product: "shoe" }), did("ada", "Viewed", { product: "hat" }));
    await ground.followed();
    await ground.batch(did("ada", "Bought", { product: "hat" }));
    await ground.followed();
    ground.clock.advance(10 * 60_000);
    await ground.work();
    expect([...partner.messages.values()].map(({ message }) => message.properties?.left)).toEqual(["shoe"]);
  });

  it("with a constant property of several values waits for any of them, a number and its digits being one", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      who: {
        trigger: leftOpen("Added", "Bought", ["items", "id"]),
      },
      content: { keyValues: [{ key: "left", value: "{{ ConstantEventProperty }}" }] },
    });
    await ground.publish(draft);
    const items = (...ids: Json[]) => ({ items: ids.map((id) => ({ id })) });
    await ground.batch(
      did("ada", "Added", items("shoe", 7)),
      did("ben", "Added", items("shoe", "hat")),
      did("cho", "Added", items("sho")),
      did("dan", "Added", items("", null)),
    );
    await ground.followed();
    await ground.batch(
      did("ada", "Bought", items("sock", "7")),
      did("ben", "Bought", items("sho")),
      did("cho", "Bought", items("shoe")),
    );
    await ground.followed();
    ground.clock.advance(10 * 60_000);
    await ground.work();
    expect(sentTo(partner)).toEqual(["ben", "cho"]);
    const left = [...partner.messages.values()].map(({ message }) => message.properties?.left);
    expect(left.toSorted()).toEqual(["sho", "shoehat"]);
  });

  it("reaches whoever comes into a live segment", async () => {
    const ground = await campaignGround(database.db, partner);
    const segment = await ground.make("live", {
      groups: [{ conditions: [{ kind: "did", events: [{ name: "Charged" }] }] }],
    });
    await ground.refresh();
    const draft = await ground.draft({
      qualification: "live",
      who: { trigger: { kind: "enters", segmentId: segment.id } },
    });
    expect(draft.problems).toEqual([]);
    await ground.publish(draft);
    await ground.batch(did("ada", "Charged"));
    await ground.followed();
    await ground.batch(did("ada", "Charged"));
    await ground.followed();
    await ground.work();
    expect(sentTo(partner)).toEqual(["ada"]);
  });

  it("looks at its filter, its frequency and its cap when it is somebody's turn", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      who: {
        trigger: { kind: "action", did: named("Charged") },
        filter: goldOnly,
        cap: { kind: "only", people: 100 },
      },
      when: { frequency: { kind: "times", times: 1 } },
    });
    await ground.publish(draft);
    await ground.people(105);
    await ground.batch(did("free", "Charged"), did("u-0", "Charged"), did("u-0", "Charged"));
    await ground.followed();
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({
      "held frequency": 1,
      "held not_qualified": 1,
      sent: 1,
    });
    // Behind it: of what is due at one moment the people's ids decide who comes first, and the cap might be spent by then.
    await ground.batch(...Array.from({ length: 104 }, (_, n) => did(`u-${n + 1}`, "Charged")));
    await ground.followed();
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({
      "held frequency": 1,
      "held limit_total": 5,
      "held not_qualified": 1,
      sent: 100,
    });
    expect(new Set(sentTo(partner)).size).toBe(100);
    expect(await ground.get(draft.id)).toMatchObject({
      status: "COMPLETED",
      reason: "It has sent all the messages that its limit allows",
    });
  });

  it("counts against its cap and its frequency what was taken, and not what was refused", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      who: { trigger: { kind: "action", did: named("Charged") }, cap: { kind: "only", people: 100 } },
      when: { frequency: { kind: "times", times: 1 } },
      content: { keyValues: [{ key: "amount", value: "{{ Event.amount }}" }] },
    });
    await ground.publish(draft);
    partner.misbehave = ({ messages }) =>
      messages.some(({ properties }) => properties?.amount === "0") ? { status: 400 } : undefined;
    const refused = Array.from({ length: 30 }, (_, n) => did(`r-${n}`, "Charged", { amount: 0 }));
    const others = Array.from({ length: 104 }, (_, n) => did(`u-${n}`, "Charged", { amount: 1 }));
    // One of them does it once more, and that message is none that is refused.
    await ground.batch(...refused, did("r-0", "Charged", { amount: 2 }), ...others);
    await ground.followed();
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({
      "failed refused": 30,
      "held limit_total": 5,
      sent: 100,
    });
    expect(sentTo(partner)).toHaveLength(100);
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED" });
  });

  it("asks its filter about who somebody has become while they waited", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch({ type: "identify", userId: "ada", traits: { plan: "free" } });
    const draft = await ground.draft({
      qualification: "live",
      who: { trigger: { kind: "action", did: named("Charged") }, filter: goldOnly },
      when: { delay: { count: 10, unit: "minutes" } },
    });
    await ground.publish(draft);
    await ground.batch(
      { type: "identify", anonymousId: "somebody", traits: { plan: "gold" } },
      { type: "track", anonymousId: "somebody", event: "Charged" },
    );
    await ground.followed();
    await ground.batch({
      type: "identify",
      userId: "ada",
      anonymousId: "somebody",
      traits: { plan: "free" },
    });
    ground.clock.advance(10 * 60_000);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ "held not_qualified": 1 });
  });

  it("holds back from its control group no more often than others may get it, so that both are compared alike", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      goal: { ...named("Charged"), within: { count: 1, unit: "hours" } },
      who: {
        trigger: { kind: "action", did: named("Viewed") },
        controlGroups: { system: false, custom: [], percent: 50 },
      },
      when: { frequency: { kind: "times", times: 2 } },
    });
    await ground.publish(draft);
    const people = Array.from({ length: 20 }, (_, n) => `u-${n}`);
    // Three times in one turn of the worker, and three times more.
    for (const times of [3, 1, 1, 1]) {
      const once = people.map((id) => did(id, "Viewed"));
      await ground.batch(...Array.from({ length: times }, () => once).flat());
      await ground.followed();
      await ground.work();
      ground.clock.advance(60_000);
    }
    const { goal, counts } = await reportCampaign(ground.ctx, { id: draft.id });
    expect(counts).toMatchObject({ sent: (goal?.sent.people ?? 0) * 2, held: counts.control + 80 });
    expect(counts.control).toBe((goal?.control.people ?? 0) * 2);
    expect((goal?.sent.people ?? 0) + (goal?.control.people ?? 0)).toBe(20);
    expect(goal?.control.people).toBeGreaterThan(0);
    expect(await ground.raised()).toMatchObject({ "Control Group": counts.control });
  });

  it("counts what somebody did once, for the last message before it, whether they got it or were held back", async () => {
    const ground = await campaignGround(database.db, partner);
    const made = async (percent: number | null) => {
      const draft = await ground.draft({
        qualification: "live",
        goal: { ...named("Charged"), within: { count: 1, unit: "hours" } },
        who: {
          trigger: { kind: "action", did: named("Viewed") },
          controlGroups: { system: false, custom: [], percent },
        },
      });
      await ground.publish(draft);
      return draft;
    };
    const [draft, compared] = [await made(null), await made(99)];
    const people = ["ada", "ben", "cleo", "dan"];
    const does = async (name: string) => {
      await ground.batch(...people.map((id) => did(id, name)));
      await ground.followed();
      await ground.work();
      ground.clock.advance(60_000);
    };
    const converted = async ({ id }: { id: string }) => {
      const { counts, goal } = await reportCampaign(ground.ctx, { id });
      const asked = { id, did: "converted" as const, search: "", limit: 100 };
      const listed = await listRecipients(ground.ctx, asked);
      const held = await listRecipients(ground.ctx, { ...asked, code: "control_group" });
      expect(listed.items).toHaveLength(counts.converted);
      // Against each other stand people, however often each of them got it and converted.
      const both = [...listed.items, ...held.items];
      const converts = (goal?.sent.converted ?? 0) + (goal?.control.converted ?? 0);
      expect(converts).toBe(new Set(both.map(({ personId }) => personId)).size);
      return both.length;
    };
    for (const [name, conversions] of [
      ...[["Viewed", 0] as const, ["Viewed", 0] as const, ["Viewed", 0] as const],
      // Another purchase is not credited to a message further back.
      ...[["Charged", 4] as const, ["Charged", 4] as const],
      ...[["Viewed", 4] as const, ["Charged", 8] as const],
    ]) {
      await does(name);
      expect([await converted(draft), await converted(compared)]).toEqual([conversions, conversions]);
    }
  });

  it("counts what was done in time also where it comes after the time, of a campaign that has ended as of one that runs", async () => {
    const ground = await campaignGround(database.db, partner);
    const goal = { ...named("Charged"), within: { count: 1, unit: "hours" } };
    await ground.people(5);
    const ended = await ground.draft({ goal });
    const running = await ground.draft({
      ...{ qualification: "live", goal },
      who: { trigger: { kind: "action", did: named("Viewed") } },
    });
    await ground.publish(ended);
    await ground.publish(running);
    await ground.batch(...Array.from({ length: 5 }, (_, n) => did(`u-${n}`, "Viewed")));
    await ground.followed();
    await ground.work();
    const sentMs = ground.clock.now().getTime();
    const charged = (n: number, afterMs: number) => ({
      ...did(`u-${n}`, "Charged"),
      timestamp: new Date(sentMs + afterMs).toISOString(),
    });
    const hour = 3_600_000;
    ground.clock.advance(hour + 1_000);
    await ground.batch(charged(0, -1), charged(1, 0), charged(2, hour), charged(3, hour + 1));
    await ground.followed();
    ground.clock.advance(24 * hour);
    await ground.batch(charged(4, hour - 1));
    await ground.followed();
    expect(await ground.get(ended.id)).toMatchObject({ status: "COMPLETED" });
    for (const { id } of [ended, running]) {
      const { items } = await listRecipients(ground.ctx, { id, did: "converted", search: "", limit: 100 });
      expect(items.map(({ userId }) => userId).sort()).toEqual(["u-1", "u-2", "u-4"]);
    }
  });

  it("counts who reached its goal in time, among those who got it and those held back", async () => {
    const ground = await campaignGround(database.db, partner);
    const draft = await ground.draft({
      qualification: "live",
      goal: { ...named("Charged"), within: { count: 1, unit: "hours" } },
      who: {
        trigger: { kind: "action", did: named("Viewed") },
        controlGroups: { system: false, custom: [], percent: 50 },
      },
    });
    await ground.publish(draft);
    const people = Array.from({ length: 40 }, (_, n) => `u-${n}`);
    await ground.batch(...people.map((id) => did(id, "Viewed")));
    await ground.followed();
    await ground.work();
    ground.clock.advance(60_000);
    await ground.batch(...people.slice(0, 30).map((id) => did(id, "Charged")));
    ground.clock.advance(2 * 3_600_000);
    await ground.batch(...people.slice(30).map((id) => did(id, "Charged")));
    await ground.followed();
    const { goal, counts } = await reportCampaign(ground.ctx, { id: draft.id });
    expect(counts.sent + counts.control).toBe(40);
    expect(counts.control).toBeGreaterThan(8);
    expect((goal?.sent.converted ?? 0) + (goal?.control.converted ?? 0)).toBe(30);
    const listed = await listRecipients(ground.ctx, {
      ...{ id: draft.id, did: "converted", code: "control_group", search: "", limit: 100 },
    });
    expect(listed.items).toHaveLength(goal?.control.converted ?? 0);
    expect(await ground.raised()).toEqual({
      "Control Group": counts.control,
      "Notification Sent": counts.sent,
    });
  });
});
