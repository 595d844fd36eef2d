import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { Ctx } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { findPeople } from "../../people/verbs/find-people.ts";
import { forgetPerson } from "../../people/verbs/forget-person.ts";
import { workOnForget } from "../../people/verbs/work-on-forget.ts";
import { aroundCommits } from "../../testing/around-commits.ts";
import { testDatabase } from "../../testing/database.ts";
import { type TriggerGround, triggerGround } from "../../testing/trigger-ground.ts";
import { triggerEndpoint } from "../external/endpoint.ts";
import { KEEP_CALLS_MS } from "../external/limits.ts";
import { pruneCalls } from "../external/prune-calls.ts";
import type { TriggerVersion } from "../external/read-call.ts";
import { getReceipt } from "../verbs/get-receipt.ts";

const database = testDatabase();
let ground: TriggerGround;
afterEach(() => ground.close());

async function order(OrderId = "o-1") {
  ground = await triggerGround(database.db);
  await ground.people(2, {}, "cust");
  const campaign = await ground.campaign();
  const body = { to: { identity: ["cust-0"] }, campaign_id: campaign.number, ExternalTrigger: { OrderId } };
  return { campaign, body };
}

test("the same key and body get the first answer again, also from another process and after the campaign was stopped", async () => {
  const { campaign, body } = await order();
  const first = await ground.call(body, { key: "k-1" });
  const reversed = Object.fromEntries(Object.entries(body).toReversed());
  const again = await ground.call(body, { key: "k-1", raw: JSON.stringify(reversed, null, 2) });
  const elsewhere = await ground.call(body, { key: "k-1", endpoint: triggerEndpoint(ground.ctx) });
  await ground.stop(campaign);
  const later = await ground.call(body, { key: "k-1" });
  for (const answer of [again, elsewhere, later]) {
    expect([answer.code, answer.body]).toEqual([200, first.body]);
    expect(answer.headers["idempotent-replayed"]).toBe("true");
  }
  expect(first.headers["idempotent-replayed"]).toBeUndefined();
  expect(await ground.calls()).toHaveLength(1);
});

test("the same key with another body is a conflict that changes nothing and is logged", async () => {
  const { body } = await order();
  await ground.call(body, { key: "k-1" });
  const others: [JsonObject, TriggerVersion][] = [
    [{ ...body, ExternalTrigger: { OrderId: "o-2" } }, "1"],
    [{ ...body, campaign_id_list: [Number(body.campaign_id)] }, "2"],
    [{ ...body, campaign_id: "5" }, "1"],
  ];
  for (const [other, version] of others) {
    const answer = await ground.call(other, { key: "k-1", version });
    expect([answer.code, answer.body]).toEqual([
      409,
      { status: "fail", code: 409, error: "Idempotency-Key: was used with another body" },
    ]);
  }
  expect(await ground.waiting()).toBe(1);
  expect((await ground.calls()).map(({ status }) => status)).toEqual([200, 409, 409]);
  expect((await ground.call({ ...body, ExternalTrigger: {} }, { key: "k-2" })).body.status).toBe("success");
});

test("of calls with one key at the same time, in one process and in several, one is queued and all get its answer", async () => {
  const { body } = await order();
  const others = Array.from({ length: 4 }, () => triggerEndpoint(ground.ctx));
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      ground.call(body, { key: "k-1", ...(n % 5 > 0 && { endpoint: others[(n % 5) - 1] }) }),
    ),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect(answers[0]?.body.status).toBe("success");
  expect(await ground.waiting()).toBe(1);
  await ground.work();
  expect(ground.sent()).toEqual(["cust-0: o-1"]);
});

test("a key whose first call was refused is free for the corrected one", async () => {
  const { body } = await order();
  expect((await ground.call({ ...body, to: {} }, { key: "k-1" })).code).toBe(400);
  expect((await ground.call({ ...body, campaign_id: "1" }, { key: "k-1" })).code).toBe(404);
  expect((await ground.call(body, { key: "k-1" })).body.status).toBe("success");
});

test("a caller who never saw the answer gets it by asking again, when the process died after the commit", async () => {
  const { body } = await order();
  // The connection breaks right behind the commit: it is in the database, and the process never hears of it.
  const db = aroundCommits(ground.ctx.db, {
    after: () => Promise.reject(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" })),
  });
  const dying = triggerEndpoint({ ...ground.ctx, db });
  const lost = await ground.call(body, { key: "k-1", endpoint: dying });
  expect([lost.code, lost.headers["retry-after"]]).toEqual([503, "1"]);
  const again = await ground.call(body, { key: "k-1" });
  expect([again.code, again.body.status]).toEqual([200, "success"]);
  expect((await ground.calls()).map(({ id }) => id)).toEqual([again.body.receipt]);
  expect(await ground.waiting()).toBe(1);
});

test("a stop waits for a call that is under way: nobody is left in the queue of a campaign that was stopped", async () => {
  const { campaign, body } = await order();
  let arrived = () => {};
  let goOn = () => {};
  const atCommit = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const before = () => {
    arrived();
    return held;
  };
  const slow = triggerEndpoint({ ...ground.ctx, db: aroundCommits(ground.ctx.db, { before }) });
  const call = ground.call(body, { endpoint: slow });
  await atCommit;
  const stop = ground.stop(campaign).then(() => ground.work());
  expect(await Promise.race([stop.then(() => "stopped"), sleep(300, "waits")])).toBe("waits");
  // Whoever comes behind the stop waits for it, and is told of it.
  const behind = ground.call(body);
  goOn();
  expect((await call).body.status).toBe("success");
  await stop;
  expect((await behind).body.recipients[0]?.code).toBe("stopped");
  expect(await ground.waiting()).toBe(0);
  expect(await ground.verdicts(campaign.id)).toEqual({ "held stopped": 1 });
  expect(await getReceipt(ground.ctx, { id: (await call).body.receipt })).toMatchObject({
    recipients: [{ status: "held", code: "stopped", reason: expect.stringMatching(/was stopped/) }],
  });
});

test("calls are forgotten after their time with their keys, and not while somebody waits by them", async () => {
  const { body } = await order();
  const first = await ground.call(body, { key: "k-1" });
  ground.clock.advance(KEEP_CALLS_MS + 1);
  await pruneCalls(ground.system);
  expect(await ground.calls()).toHaveLength(1);
  await ground.work();
  const young = await ground.call({ ...body, ExternalTrigger: {} }, { key: "k-2" });
  await pruneCalls(ground.system);
  expect((await ground.calls()).map(({ id }) => id)).toEqual([young.body.receipt]);
  const again = await ground.call(body, { key: "k-1" });
  expect(again.body.receipt).not.toBe(first.body.receipt);
  const where = { workspaceId: ground.workspaceId };
  expect(await database.db.prisma.triggerCallCampaign.count({ where })).toBe(2);
});

test("a person who is deleted is in no call any more; the payload goes when nobody else waits for it", async () => {
  ground = await triggerGround(database.db);
  await ground.people(2, {}, "cust");
  const { number: campaign_id } = await ground.campaign();
  const ExternalTrigger = { OrderId: "o-secret" };
  await ground.call({ to: { identity: ["cust-0"] }, campaign_id, ExternalTrigger });
  const shared = await ground.call({ to: { identity: ["cust-0", "cust-1"] }, campaign_id, ExternalTrigger });
  const admin: Ctx = { ...ground.ctx, actor: { kind: "key", id: newId(), name: "Ada", role: "admin" } };
  const found = await findPeople(admin, { kinds: ["user_id"], values: ["cust-0"] });
  const person = { id: found.get("cust-0") ?? "", connections: [], confirm: "cust-0" };
  const { id } = await forgetPerson(admin, person);
  await workOnForget(ground.system, { id, signal: new AbortController().signal });
  const calls = await ground.calls();
  expect(JSON.stringify(calls.map(({ recipients }) => recipients))).not.toContain("cust-0");
  expect(calls.map(({ payload }) => payload)).toEqual([{}, ExternalTrigger]);
  await ground.work();
  expect(ground.sent()).toEqual(["cust-1: o-secret"]);
  expect(await getReceipt(ground.ctx, { id: shared.body.receipt })).toMatchObject({
    recipients: [
      { value: "", status: null },
      { value: "cust-1", status: "sent" },
    ],
  });
});
