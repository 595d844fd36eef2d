import { describe, expect, it } from "vitest";
import { openDatabase } from "../../db/client.ts";
import { audienceGround } from "../../testing/audience-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { usersSender } from "../../testing/send-users.ts";
import { audienceTickers, KEEP_EVENT_IDS_DAYS, KEEP_LOG_DAYS } from "../jobs/tickers.ts";
import { createKey } from "../verbs/create-key.ts";
import { getAudience } from "../verbs/get-audience.ts";
import { listKeys } from "../verbs/list-keys.ts";
import { revokeKey } from "../verbs/revoke-key.ts";

const database = testDatabase();
const ground = () => audienceGround(database.db);
const verdicts = (log: { operation: string; verdict: string; reason: string }[]) =>
  log.map(({ operation, verdict, reason }) => [operation, verdict, reason]);

describe("the endpoint for users of audiences", () => {
  it("stores, then answers", async () => {
    const { ctx, id, call, state, log } = await ground();
    const reply = await call("upsert", "cust-1", 0, { properties: { cart_value: "49.50" } });
    expect(reply).toMatchObject({ status: 200, body: { status: "ok", applied: 1, ignored: 0 } });
    expect(await state()).toEqual({ "cust-1": { cart_value: "49.50" } });
    expect(await getAudience(ctx, { id })).toMatchObject({ size: 1 });
    expect(await log()).toMatchObject([
      { operation: "upsert", identity: "cust-1", verdict: "applied", eventId: expect.any(String) },
    ]);
  });

  it("answers an event that is delivered again with 200 and does nothing", async () => {
    const { call, state, log } = await ground();
    await call("upsert", "cust-1", 1, { eventId: "same" });
    await call("delete", "cust-1", 2);
    const again = await call("upsert", "cust-1", 1, { eventId: "same" });
    expect(again).toMatchObject({ status: 200, body: { applied: 0, ignored: 1 } });
    expect(await state()).toEqual({});
    expect(verdicts(await log())).toContainEqual(["upsert", "ignored", "Delivered before"]);
  });

  it("applies an event once when it is delivered many times at once", async () => {
    const { ctx, key, call, state, token } = await ground();
    const other = usersSender(ctx);
    const event = {
      id: "same",
      time: "2026-11-23T12:00:00Z",
      detail: { identity: "cust-1", key_values: { storyly_token: token, operation: "upsert", n: 1 } },
    };
    const replies = await Promise.all([
      ...Array.from({ length: 10 }, () => other(key, event)),
      ...Array.from({ length: 10 }, () =>
        call("upsert", "cust-1", 0, { eventId: "same", properties: { n: 1 } }),
      ),
    ]);
    expect(replies.map((reply) => reply.status)).toEqual(Array(20).fill(200));
    expect(replies.filter((reply) => reply.body.applied === 1)).toHaveLength(1);
    expect(await state()).toEqual({ "cust-1": { n: 1 } });
  });

  it("takes the same event id of another workspace as another event", async () => {
    const [mine, theirs] = [await ground(), await ground()];
    await theirs.call("upsert", "cust-1", 0, { eventId: "same" });
    expect((await mine.call("upsert", "cust-1", 0, { eventId: "same" })).body.applied).toBe(1);
  });

  it("upserts again without a change, and merges properties", async () => {
    const { call, state, log } = await ground();
    await call("upsert", "cust-1", 0, { properties: { cart_value: "49.50", step: "cart" } });
    const same = await call("upsert", "cust-1", 1, { properties: { step: "cart" } });
    expect(same).toMatchObject({ status: 200, body: { applied: 0, ignored: 1 } });
    await call("upsert", "cust-1", 2, { properties: { step: "paid", coupon: "TEN" } });
    expect(await state()).toEqual({ "cust-1": { cart_value: "49.50", step: "paid", coupon: "TEN" } });
    expect(verdicts(await log())).toContainEqual(["upsert", "ignored", "Says nothing new"]);
  });

  it("does nothing for a delete of a user who is not there", async () => {
    const { ctx, id, call, state, log } = await ground();
    await call("upsert", "cust-1");
    const reply = await call("delete", "cust-2", 1);
    expect(reply).toMatchObject({ status: 200, body: { applied: 0, ignored: 1 } });
    expect(await state()).toEqual({ "cust-1": {} });
    expect(await getAudience(ctx, { id })).toMatchObject({ size: 1 });
    expect(verdicts(await log())).toContainEqual(["delete", "ignored", "Not in the audience"]);
  });

  it("applies operations on a user in the order of their events, even when they come late or twice", async () => {
    const { call, state } = await ground();
    await call("delete", "cust-1", 30, { eventId: "bought" });
    await call("upsert", "cust-1", 10, { eventId: "cart", properties: { cart_value: "1" } });
    await call("upsert", "cust-1", 10, { eventId: "cart", properties: { cart_value: "1" } });
    expect(await state()).toEqual({});
    await call("upsert", "cust-1", 50, { properties: { cart_value: "3" } });
    await call("upsert", "cust-1", 40, { properties: { cart_value: "2", coupon: "TEN" } });
    await call("delete", "cust-1", 30, { eventId: "bought" });
    expect(await state()).toEqual({ "cust-1": { cart_value: "3", coupon: "TEN" } });
  });

  it("refuses an unknown token with the field, visible in the log of the audience whose key called", async () => {
    const [mine, theirs] = [await ground(), await ground()];
    for (const token of ["tok_nobody", theirs.token]) {
      const reply = await mine.call("upsert", "cust-1", 0, { token });
      expect(reply).toMatchObject({
        status: 400,
        body: { status: "refused", field: "key_values.storyly_token" },
      });
    }
    expect(await mine.log()).toMatchObject([
      { verdict: "refused", identity: "cust-1", reason: expect.stringContaining("storyly_token") },
      { verdict: "refused" },
    ]);
    expect(await theirs.state()).toEqual({});
    expect(await theirs.log()).toEqual([]);
  });

  it.each([
    ["a missing identity", "upsert", undefined, "identity"],
    ["an empty identity", "upsert", "  ", "identity"],
    ["an identity that is too long", "upsert", "x".repeat(1_024), "identity"],
    ["a bad operation", "replace", "cust-1", "key_values.operation"],
  ])(
    "refuses %s with the field, visible in the audience's log",
    async (_what, operation, identity, field) => {
      const { call, log, state } = await ground();
      const reply = await call(operation, identity);
      expect(reply).toMatchObject({ status: 400, body: { field } });
      expect(reply.body.message).toContain(field);
      expect(await log()).toMatchObject([
        { operation, verdict: "refused", reason: expect.stringContaining(field) },
      ]);
      expect(await state()).toEqual({});
    },
  );

  it("takes a refused event when it is sent again put right", async () => {
    const { call, state } = await ground();
    await call("replace", "cust-1", 0, { eventId: "same" });
    expect((await call("upsert", "cust-1", 0, { eventId: "same" })).status).toBe(200);
    expect(await state()).toEqual({ "cust-1": {} });
  });

  it("takes the largest entry that EventBridge delivers, envelope and all", async () => {
    const { key, token, send, state } = await ground();
    const detail = {
      identity: "cust-1",
      key_values: { storyly_token: token, operation: "upsert" },
      profileData: { note: "" },
    };
    detail.profileData.note = "x".repeat(1024 * 1024 - JSON.stringify(detail).length);
    const envelope = { id: "e-1", time: "2026-11-23T11:00:00Z", "detail-type": "d", source: "s", detail };
    expect(await send(key, envelope)).toMatchObject({ status: 200, body: { applied: 1 } });
    expect(await state()).toEqual({ "cust-1": {} });
  });

  it("refuses an identity that is a number which was rounded", async () => {
    const { key, token, send, state } = await ground();
    const raw = `{"identity": 1234567890123456789, "key_values": {"storyly_token": "${token}", "operation": "upsert"}}`;
    const reply = await send(key, null, { raw });
    expect(reply).toMatchObject({ status: 400, body: { field: "identity" } });
    expect(await state()).toEqual({});
  });

  it("refuses what is no JSON, too large, or badly packed, visible in the log of the audience whose key called", async () => {
    const { key, send, log } = await ground();
    const broken = await send(key, null, { raw: '{"detail": ' });
    expect(broken).toMatchObject({ status: 400, body: { field: "body" } });
    const large = await send(key, { identity: "x".repeat(1_040 * 1024) });
    expect(large).toMatchObject({ status: 413, body: { field: "body" } });
    const packed = await send(key, null, { raw: "{}", headers: { "content-encoding": "gzip" } });
    expect(packed).toMatchObject({ status: 400, body: { field: "body" } });
    const method = await send(key, {}, { method: "GET" });
    expect(method).toMatchObject({ status: 405, body: { field: "method" } });
    const seen = await log();
    expect(seen.map((row) => row.verdict)).toEqual(["refused", "refused", "refused"]);
    expect(seen.map((row) => row.body)).toContain('{"detail": ');
  });

  it("refuses who has no key or a wrong one with 401, and takes it by Basic authentication too", async () => {
    const { key, token, send, log } = await ground();
    const body = { identity: "cust-1", key_values: { storyly_token: token, operation: "upsert" } };
    expect(await send(null, body)).toMatchObject({ status: 401, body: { field: "x-api-key" } });
    expect(await send("ak_wrong", body)).toMatchObject({ status: 401, body: { field: "x-api-key" } });
    expect(await log()).toEqual([]);
    for (const pair of [`junction:${key}`, `${key}:`]) {
      const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
      expect((await send(null, body, { headers: { authorization } })).status).toBe(200);
    }
  });

  it("applies the good users of a call and names those it refuses", async () => {
    const { key, token, send, state, log } = await ground();
    const reply = await send(key, {
      targetId: 1_767_000_001,
      key_values: { storyly_token: token, operation: "upsert", plan: "all" },
      profiles: [
        { identity: "cust-1", key_values: { plan: "own" } },
        { profileData: { Plan: "gold" } },
        { Identity: "cust-3", key_values: { Operation: "replace" } },
        "nobody",
        { Email: "asha@example.com", ObjectId: "__g-1" },
      ],
    });
    expect(reply).toMatchObject({
      status: 200,
      body: {
        applied: 2,
        refused: [
          { profile: 1, field: "profiles[1].identity" },
          { profile: 2, field: "profiles[2].key_values.Operation", identity: "cust-3" },
          { profile: 3, field: "profiles[3]" },
        ],
        refusedCount: 3,
      },
    });
    expect(await state()).toEqual({ "asha@example.com": { plan: "all" }, "cust-1": { plan: "own" } });
    const seen = await log();
    expect(seen.filter((row) => row.verdict === "refused")).toHaveLength(3);
    expect(seen.filter((row) => row.verdict === "applied")).toHaveLength(2);
  });

  it("lets the key of one audience call for another of the same workspace", async () => {
    const carts = await ground();
    const quiz = await audienceGround(database.db, carts.ctx, "Quiz");
    expect((await carts.call("upsert", "cust-1", 0, { token: quiz.token })).status).toBe(200);
    expect(await quiz.state()).toEqual({ "cust-1": {} });
    expect(await carts.state()).toEqual({});
    expect(await quiz.log()).toHaveLength(1);
  });

  it("takes old and new key while a key is changed, and no revoked one", async () => {
    const { ctx, id, key, keyId, token, send } = await ground();
    const body = { identity: "cust-1", key_values: { storyly_token: token, operation: "upsert" } };
    const next = await createKey(ctx, { id });
    expect((await send(key, body)).status).toBe(200);
    expect((await send(next.key, body)).status).toBe(200);
    await revokeKey(ctx, { id, keyId });
    ctx.clock.advance(5_000);
    expect((await send(key, body)).status).toBe(401);
    expect((await send(next.key, body)).status).toBe(200);
    const { items } = await listKeys(ctx, { id });
    expect(items.map((one) => [one.lastUsedAt !== null, one.revokedAt !== null])).toEqual([
      [true, false],
      [true, true],
    ]);
    expect(JSON.stringify(items)).not.toContain(next.key);
  });

  it("agrees on the size when many calls come at once from several processes", async () => {
    const { ctx, id, key, token, state } = await ground();
    const senders = [usersSender(ctx), usersSender(ctx), usersSender(ctx)];
    const replies = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        senders[index % 3]?.(key, {
          time: new Date(Date.UTC(2026, 10, 23, 11, 0, index)).toISOString(),
          id: `e-${index}`,
          detail: {
            identity: `cust-${index % 40}`,
            key_values: { storyly_token: token, operation: index % 3 === 0 ? "delete" : "upsert", n: index },
          },
        }),
      ),
    );
    expect(replies.filter((reply) => reply?.status !== 200)).toEqual([]);
    const last = Array.from({ length: 300 }, (_, index) => index).filter((index) => index >= 260);
    const expected = last.filter((index) => index % 3 !== 0).map((index) => `cust-${index % 40}`);
    expect(Object.keys(await state())).toEqual(expected.sort());
    expect((await getAudience(ctx, { id })).size).toBe(expected.length);
  });

  it("answers 503 while the database is away", async () => {
    const { ctx, key, token } = await ground();
    const away = openDatabase("postgresql://nobody@127.0.0.1:1/none");
    const reply = await usersSender({ ...ctx, db: away })(key, {
      identity: "cust-1",
      key_values: { storyly_token: token, operation: "upsert" },
    });
    await away.close();
    expect(reply.status).toBe(503);
    expect(reply.headers["retry-after"]).toBe("1");
  });

  it("forgets the log after 30 days and ids of events after 7", async () => {
    const { ctx, call, log } = await ground();
    const prune = audienceTickers.find(({ name }) => name === "audiences.prune");
    const tick = () => prune?.tick(ctx, { signal: new AbortController().signal, workerId: "w", attempt: 1 });
    await call("upsert", "cust-1", 0, { eventId: "old" });
    const ids = () => ctx.db.prisma.audienceEventId.count({ where: { workspaceId: ctx.workspaceId } });
    ctx.clock.advance((KEEP_EVENT_IDS_DAYS - 1) * 86_400_000);
    await tick();
    expect([(await log()).length, await ids()]).toEqual([1, 1]);
    ctx.clock.advance(2 * 86_400_000);
    await tick();
    expect([(await log()).length, await ids()]).toEqual([1, 0]);
    ctx.clock.advance(KEEP_LOG_DAYS * 86_400_000);
    await tick();
    expect((await log()).length).toBe(0);
  });
});
