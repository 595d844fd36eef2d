import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { listRecipients } from "../verbs/list-recipients.ts";
import { reportCampaign } from "../verbs/report-campaign.ts";

const database = testDatabase();
const partner = testPartner();

const named = (name: string) => ({ events: [{ type: "track", name }], where: [] });
const hour = { count: 1, unit: "hours" };
const charged = (revenue: string[] | null) => ({ ...named("Charged"), within: hour, revenue });
const controlGroups = { system: false, custom: [], percent: 50 };

/** A campaign to whoever does "Viewed", of whom half are held back, and people who did. */
async function viewed(goal: JsonObject) {
  const ground = await campaignGround(database.db, partner);
  const draft = await ground.draft({
    ...{ qualification: "live", goal },
    who: { trigger: { kind: "action", did: named("Viewed") }, controlGroups },
  });
  await ground.publish(draft);
  const does = async (...calls: JsonObject[]) => {
    await ground.batch(...calls);
    await ground.followed();
    await ground.work();
    ground.clock.advance(60_000);
  };
  await does(...Array.from({ length: 40 }, (_, n) => did(`u-${n}`, "Viewed")));
  const asked = { id: draft.id, search: "", limit: 100 };
  const of = async (group: { status: "sent" } | { code: "control_group" }) =>
    (await listRecipients(ground.ctx, { ...asked, ...group })).items.map(({ userId }) => userId ?? "");
  const [got, held] = [await of({ status: "sent" }), await of({ code: "control_group" })];
  expect(Math.min(got.length, held.length)).toBeGreaterThan(5);
  return { ground, does, id: draft.id, got, held };
}

it("what conversions are worth is told in all and per person, of those who got it and of those held back", async () => {
  const { ground, does, id, got, held } = await viewed(charged(["order", "total"]));
  const orders: JsonObject[] = [
    { order: { total: 1_000.25 } },
    { order: { total: "12.50" } },
    {},
    { order: [{ total: 2 }, { total: [3, "x"] }] },
    { order: { total: 1.7e308 } },
  ];
  const sum = 1_000.25 + 2 + 3 + 1e15;
  for (const group of [got, held]) {
    await does(...orders.map((properties, n) => did(group[n] ?? "", "Charged", properties)));
  }
  const { goal } = await reportCampaign(ground.ctx, { id });
  expect(goal).toMatchObject({
    sent: { people: got.length, converted: 5, revenue: sum, revenuePerPerson: sum / got.length },
    control: { people: held.length, converted: 5, revenue: sum, revenuePerPerson: sum / held.length },
  });
  const asked = { id, did: "converted" as const, search: "", limit: 100 };
  const { items } = await listRecipients(ground.ctx, asked);
  expect(items.map(({ worth }) => worth).toSorted()).toEqual([0, 0, 1_000.25, 1e15, 5]);
});

it("of what somebody does for one message the first is its conversion, and what they do for the next one counts as well", async () => {
  const { ground, does, id, got, held } = await viewed(charged(["total"]));
  const [ada = "", ben = ""] = [got[0], held[0]];
  const both = (event: string, total: number) => does(did(ada, event, { total }), did(ben, event, { total }));
  // In one window, and in another one.
  await does(...[20, 300].flatMap((total) => [ada, ben].map((name) => did(name, "Charged", { total }))));
  await both("Charged", 4_000);
  await both("Viewed", 0);
  await both("Charged", 50_000);
  const { goal } = await reportCampaign(ground.ctx, { id });
  expect(goal).toMatchObject({
    sent: { converted: 1, revenue: 50_020 },
    control: { converted: 1, revenue: 50_020 },
  });
});

it("a run of its own says what it is worth as all of them do, and a goal that names no property says nothing", async () => {
  const ground = await campaignGround(database.db, partner);
  await ground.people(40);
  const [priced, plain] = [
    await ground.draft({ goal: charged(["total"]), who: { controlGroups } }),
    await ground.draft({ goal: charged(null), who: { controlGroups } }),
  ];
  await ground.publish(priced);
  await ground.publish(plain);
  await ground.work();
  ground.clock.advance(60_000);
  await ground.batch(...Array.from({ length: 40 }, (_, n) => did(`u-${n}`, "Charged", { total: 2.5 })));
  await ground.followed();
  const { goal } = await reportCampaign(ground.ctx, { id: priced.id });
  for (const group of [goal?.sent, goal?.control]) {
    expect(group?.converted).toBeGreaterThan(5);
    expect(group).toMatchObject({ revenue: 2.5 * (group?.people ?? 0), revenuePerPerson: 2.5 });
  }
  expect((await reportCampaign(ground.ctx, { id: plain.id })).goal).toMatchObject({
    sent: { revenue: null, revenuePerPerson: null },
    control: { revenue: null, revenuePerPerson: null },
  });
  const { items } = await listRecipients(ground.ctx, {
    id: plain.id,
    did: "converted",
    search: "",
    limit: 1,
  });
  expect(items).toMatchObject([{ worth: null }]);
});
