import { afterAll, beforeAll, expect, test } from "vitest";
import { listCampaigns as listSchema } from "../../campaigns/schema.ts";
import { getCampaign } from "../../campaigns/verbs/get-campaign.ts";
import { listCampaigns } from "../../campaigns/verbs/list-campaigns.ts";
import type { Ctx } from "../../context.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { newId } from "../../kernel/ids.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { workCampaigns } from "../../testing/work-campaigns.ts";
import { makeCampaigns } from "./make-campaigns.ts";
import { makeSegments } from "./make-segments.ts";
import { makeShop } from "./make-shop.ts";
import { insertPeople } from "./store.ts";

const database = testDatabase();
const now = new Date("2026-11-25T12:00:00Z");
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

test("the demo's campaigns are one of each way to qualify, and the one that is sent at once is sent; begun again they are the same", async () => {
  const hosts = {
    JUNCTION_HOST_SEGMENT_SANDBOX: sandbox.hostOf("segment"),
    JUNCTION_HOST_SMTP_SANDBOX: sandbox.hostOf("smtp"),
  };
  const ctx: Ctx = {
    ...(await testCtx(database.db, { now, hosts })),
    actor: { kind: "system", name: "Demo shop" },
  };
  const people = makeShop(now).people.slice(0, 300);
  const gold = people.filter(({ properties }) => properties.plan === "gold");
  const seen = { first: now, last: now };
  await insertPeople(
    database.db,
    ctx.workspaceId,
    people.map((person) => ({ person, seen })),
  );
  await makeSegments(ctx);
  const segment = await connectPartner(ctx, {
    partner: "segment",
    nickname: "Shop production",
    values: {
      writeKey: `demo-${newId()}`,
      region: "sandbox",
      userId: "user_id",
      anonymousId: "anonymous_id",
    },
  });
  const smtp = await connectPartner(ctx, {
    partner: "smtp",
    nickname: "Shop mail",
    values: {
      ...{ server: "sandbox", user: `demo-${newId()}`, password: "demo-shop-mail" },
      ...{ fromName: "Demo shop", fromAddress: "hello@shop.example" },
    },
  });
  const make = () => makeCampaigns(ctx, { segment: segment.id, smtp: smtp.id });
  await make();
  await make();
  await workCampaigns(ctx);
  const { items } = await listCampaigns(ctx, listSchema.parse({ sort: "name" }));
  expect(items.map(({ name, qualification, status }) => [name, qualification, status])).toEqual([
    ["Early access for gold members", "past", "COMPLETED"],
    ["Half an hour in the cart", "live", "RUNNING"],
    ["New this week", "past", "SCHEDULED"],
    ["Order confirmation", "external", "RUNNING"],
  ]);
  const { counts } = await getCampaign(ctx, { id: items[0]?.id ?? "" });
  expect(gold.length).toBeGreaterThan(10);
  expect(counts).toMatchObject({ qualified: gold.length, failed: 0 });
  expect(counts.sent + counts.control).toBe(gold.length);
  expect(counts.sent).toBeGreaterThan(0);
}, 120_000);
