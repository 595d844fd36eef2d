import { afterEach, expect, test } from "vitest";
import { goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { type TriggerGround, triggerGround } from "../../testing/trigger-ground.ts";
import { getReceipt } from "../verbs/get-receipt.ts";
import { listTriggerCalls } from "../verbs/list-trigger-calls.ts";

const database = testDatabase();
let ground: TriggerGround;
afterEach(() => ground.close());

const lines = [{ title: "Shoe", prices: [{ label: "Tax", amount: "4.50" }] }];

test("a call to one campaign is queued, sent to each of its people with its payload, and followed to delivery", async () => {
  ground = await triggerGround(database.db);
  await ground.people(2, {}, "cust");
  const text =
    "{{ ExternalTrigger.OrderId }}{% for l in ExternalTrigger.Lines %} {{ l.title }}{% for p in l.prices %} {{ p.label }} {{ p.amount }}{% endfor %}{% endfor %}";
  const { number } = await ground.campaign({ text });
  const { code, body } = await ground.call({
    to: { identity: ["cust-0", "cust-1"] },
    campaign_id: number,
    ExternalTrigger: { OrderId: "ord-77", Lines: lines },
  });
  expect(code).toBe(200);
  expect(body).toEqual({
    status: "success",
    message: "Added to queue for processing",
    receipt: expect.stringMatching(/^[0-9a-f-]{36}$/),
    recipients: ["cust-0", "cust-1"].map((value) => ({
      ...{ by: "identity", value, campaignId: number, verdict: "queued", code: null, reason: null },
    })),
  });
  expect(await getReceipt(ground.ctx, { id: body.receipt })).toMatchObject({
    queued: 2,
    refused: 0,
    recipients: [{ status: "waiting" }, { status: "waiting" }],
  });
  await ground.work();
  expect(ground.sent()).toEqual(["cust-0: ord-77 Shoe Tax 4.50", "cust-1: ord-77 Shoe Tax 4.50"]);
  expect(await getReceipt(ground.ctx, { id: body.receipt })).toMatchObject({
    recipients: [
      { value: "cust-0", status: "sent", code: null, decidedAt: expect.any(String) },
      { value: "cust-1", status: "sent", code: null, decidedAt: expect.any(String) },
    ],
  });
});

test("a call to several campaigns reaches people by e-mail, each campaign with its own text", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "asha");
  const first = await ground.campaign({ text: "A {{ ExternalTrigger.Title }}" });
  const second = await ground.campaign({ text: "B {{ ExternalTrigger.Title }}" });
  expect(second.number).not.toBe(first.number);
  const { code, body } = await ground.call(
    {
      to: { email: ["ASHA-0@example.com"] },
      campaign_id_list: [Number(first.number), Number(second.number)],
      ExternalTrigger: { Title: "Hi" },
    },
    { version: "2" },
  );
  expect([code, body.status]).toEqual([200, "success"]);
  expect(body.recipients.map(({ campaignId, verdict }) => [campaignId, verdict])).toEqual([
    [first.number, "queued"],
    [second.number, "queued"],
  ]);
  await ground.work();
  expect(ground.sent()).toEqual(["asha-0: A Hi", "asha-0: B Hi"]);
});

test("the most that a call may name is taken: 1,000 people of 5 campaigns", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1_000, {}, "cust");
  const campaigns = [];
  for (let n = 0; n < 5; n += 1) {
    campaigns.push(await ground.campaign());
  }
  const { code, body } = await ground.call(
    {
      to: { identity: Array.from({ length: 1_000 }, (_, n) => `cust-${n}`) },
      campaign_id_list: campaigns.map(({ number }) => Number(number)),
    },
    { version: "2" },
  );
  expect([code, body.status, body.recipients.length]).toEqual([200, "success", 5_000]);
  expect(await ground.waiting()).toBe(5_000);
});

test("the same person gets a message for each call that names them", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const { number: campaign_id } = await ground.campaign();
  const answers = await Promise.all(
    ["o-1", "o-2", "o-3"].map((OrderId) =>
      ground.call({ to: { identity: ["cust-0"] }, campaign_id, ExternalTrigger: { OrderId } }),
    ),
  );
  expect(new Set(answers.map(({ body }) => body.receipt)).size).toBe(3);
  await ground.work();
  expect(ground.sent()).toEqual(["cust-0: o-1", "cust-0: o-2", "cust-0: o-3"]);
});

test("people are found by anonymous and device ID, and somebody named twice gets one message", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const [person] = await database.db.prisma.person.findMany({ where: { workspaceId: ground.workspaceId } });
  for (const kind of ["anonymous_id", "device_id"]) {
    const row = { workspaceId: ground.workspaceId, kind, value: `${kind}-1`, personId: person?.id ?? "" };
    await database.db.prisma.identifier.create({ data: row });
  }
  const { number: campaign_id } = await ground.campaign();
  const { body } = await ground.call({
    to: { objectId: ["device_id-1", "anonymous_id-1"], identity: ["cust-0", "nobody"] },
    campaign_id,
  });
  expect(body.status).toBe("success");
  expect(body.recipients.map(({ value, verdict, code }) => [value, verdict, code])).toEqual([
    ["device_id-1", "queued", null],
    ["anonymous_id-1", "refused", "duplicate"],
    ["cust-0", "refused", "duplicate"],
    ["nobody", "refused", "not_found"],
  ]);
  await ground.work();
  expect(ground.sent()).toEqual(["cust-0: none"]);
  const { recipients } = await getReceipt(ground.ctx, { id: body.receipt });
  expect(recipients.map(({ verdict, status, code }) => [verdict, status, code])).toEqual([
    ["queued", "sent", null],
    ["refused", null, "duplicate"],
    ["refused", null, "duplicate"],
    ["refused", null, "not_found"],
  ]);
});

test("those who do not meet the filter are told so, get nothing, and are in the campaign's ledger", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, { plan: "gold" }, "gold");
  await ground.people(1, { plan: "free" }, "free");
  const campaign = await ground.campaign({ who: { filter: goldOnly } });
  const { body } = await ground.call({
    to: { identity: ["free-0", "gold-0"] },
    campaign_id: campaign.number,
  });
  expect(body.recipients.map(({ value, verdict, code }) => [value, verdict, code])).toEqual([
    ["free-0", "refused", "not_qualified"],
    ["gold-0", "queued", null],
  ]);
  await ground.work();
  expect(ground.sent()).toEqual(["gold-0: none"]);
  expect(await ground.verdicts(campaign.id)).toEqual({ "held not_qualified": 1, sent: 1 });
  expect((await ground.get(campaign.id)).counts).toMatchObject({ qualified: 2, sent: 1, held: 1 });
});

test("a call of which nobody was queued fails by its status, not by HTTP, and has a receipt", async () => {
  ground = await triggerGround(database.db);
  const { number: campaign_id } = await ground.campaign();
  const { code, body } = await ground.call({ to: { identity: ["nobody"] }, campaign_id });
  expect(code).toBe(200);
  expect(body).toMatchObject({
    status: "fail",
    error: "Nobody was queued. identity nobody: Nobody is known by this user ID.",
    receipt: expect.any(String),
    recipients: [{ verdict: "refused", code: "not_found" }],
  });
  expect(await getReceipt(ground.ctx, { id: body.receipt })).toMatchObject({ queued: 0, refused: 1 });
});

test("outside of its window a campaign takes nobody: before its start, after its end, and once it is stopped", async () => {
  ground = await triggerGround(database.db, { now: "2026-03-10T12:00:00Z" });
  await ground.people(1, {}, "cust");
  const window = {
    start: { kind: "at", at: "2026-03-10T13:00" },
    end: { kind: "at", at: "2026-03-10T14:00" },
  };
  const campaign = await ground.campaign({ when: window });
  const told = async (number: string | null) => {
    const { body } = await ground.call({ to: { identity: ["cust-0"] }, campaign_id: number });
    return [body.status, body.recipients[0]?.code, body.recipients[0]?.reason];
  };
  expect(await told(campaign.number)).toEqual([
    "fail",
    "window",
    "The campaign has not begun. It begins at 2026-03-10T13:00:00.000Z.",
  ]);
  ground.clock.set("2026-03-10T13:00:00Z");
  // No worker has started it yet: the first call does not pay for that.
  expect(await told(campaign.number)).toEqual(["success", null, null]);
  ground.clock.set("2026-03-10T14:00:00Z");
  const over = "The campaign is over. It ended at 2026-03-10T14:00:00.000Z.";
  expect(await told(campaign.number)).toEqual(["fail", "window", over]);
  await ground.work();
  expect(await told(campaign.number)).toEqual(["fail", "window", over]);
  const other = await ground.campaign();
  await ground.stop(other);
  expect(await told(other.number)).toEqual(["fail", "stopped", "The campaign was stopped."]);
  expect(await ground.waiting()).toBe(0);
  expect(ground.sent()).toEqual([]);
});

test("a cut-off time, which only runs have, ends no campaign that calls trigger", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const { number: campaign_id } = await ground.campaign({ when: { cutOff: "20:00" } });
  for (const OrderId of ["o-1", "o-2", "o-3"]) {
    await ground.call({ to: { identity: ["cust-0"] }, campaign_id, ExternalTrigger: { OrderId } });
    await ground.work();
    ground.clock.advance(9 * 3_600_000);
  }
  expect(ground.sent()).toEqual(["cust-0: o-1", "cust-0: o-2", "cust-0: o-3"]);
});

test("the log of a campaign has its calls, refused ones with the reason, and those of no other campaign", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const campaign = await ground.campaign();
  const other = await ground.campaign();
  const campaign_id = campaign.number;
  await ground.call({ to: { identity: ["cust-0"] }, campaign_id, ExternalTrigger: { OrderId: "o-1" } });
  await ground.call({ to: { identity: ["cust-0", "nobody"] }, campaign_id });
  await ground.call({ to: {}, campaign_id, ExternalTrigger: { OrderId: "o-2" } });
  await ground.call({ to: { identity: ["cust-0"] }, campaign_id: other.number });
  const listed = await listTriggerCalls(ground.ctx, { id: campaign.id, only: "all", limit: 2 });
  expect(listed.items).toMatchObject([
    {
      status: 400,
      error: "to: has nobody: send at least one of identity, email and objectId with somebody in it",
      payload: { OrderId: "o-2" },
    },
    { status: 200, error: null, queued: 1, refused: 1 },
  ]);
  const cursor = listed.nextCursor ?? undefined;
  const rest = await listTriggerCalls(ground.ctx, { id: campaign.id, only: "all", limit: 2, cursor });
  expect(rest).toMatchObject({ items: [{ status: 200, queued: 1, refused: 0 }], nextCursor: null });
  const refused = await listTriggerCalls(ground.ctx, { id: campaign.id, only: "refused", limit: 10 });
  expect(refused.items.map(({ status, refused: people }) => [status, people])).toEqual([
    [400, 0],
    [200, 1],
  ]);
});

test("a call of two campaigns counts in the log of each only what it meant for that one", async () => {
  ground = await triggerGround(database.db);
  await ground.people(2, {}, "cust");
  const open = await ground.campaign();
  const closed = await ground.campaign();
  await ground.stop(closed);
  await ground.call(
    {
      to: { identity: ["cust-0", "cust-1"] },
      campaign_id_list: [Number(open.number), Number(closed.number)],
    },
    { version: "2" },
  );
  const logged = async ({ id }: { id: string }) => {
    const { items } = await listTriggerCalls(ground.ctx, { id, only: "all", limit: 2 });
    return items.map(({ queued, refused, recipients }) => [queued, refused, recipients.length]);
  };
  expect(await logged(open)).toEqual([[2, 0, 2]]);
  expect(await logged(closed)).toEqual([[0, 2, 2]]);
});
