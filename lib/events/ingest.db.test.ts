import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fixedClock } from "../kernel/clock.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { callOf, type StoredCall } from "./stored-call.ts";

const database = testDatabase();

/** The text of a call, its own fields and those of its parts in one order, what is within these as it is. */
function sorted(call: JsonObject): string {
  const inOrder = (value: Json, levels: number): Json =>
    isJsonObject(value) && levels > 0
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, inOrder(value[key] ?? null, levels - 1)]),
        )
      : value;
  const { context = {}, ...rest } = call;
  return JSON.stringify([inOrder(rest, 2), inOrder(context, 2)]);
}

async function ground(at?: string) {
  const clock = at ? fixedClock(at) : undefined;
  const made = await ingestGround(database.db, clock);
  const { workspaceId } = made;
  return {
    ...made,
    clock,
    send: sender(made.ctx, made.key),
    events: () => database.db.prisma.event.findMany({ where: { workspaceId }, orderBy: { seq: "asc" } }),
    people: () => database.db.prisma.person.findMany({ where: { workspaceId } }),
    refused: () => database.db.prisma.refusedCall.findMany({ where: { workspaceId } }),
  };
}

describe("accepted calls", () => {
  test("a track call is stored with its properties, ids and source", async () => {
    const { send, events, sourceId } = await ground("2026-05-01T10:00:00.000Z");
    const reply = await send("track", {
      userId: "u1",
      anonymousId: "a1",
      event: "Item Added",
      properties: { sku: "SH-44", price: 49.5 },
      context: { page: { path: "/" } },
      timestamp: "2026-05-01T09:59:00.000Z",
      messageId: " m-1 ",
    });
    expect(reply).toMatchObject({ status: 200, body: "OK" });
    expect(await events()).toMatchObject([
      {
        type: "track",
        name: "Item Added",
        userId: "u1",
        anonymousId: "a1",
        messageId: "m-1",
        sourceId,
        properties: { sku: "SH-44", price: 49.5 },
        context: { page: { path: "/" } },
        extras: null,
        receivedAt: new Date("2026-05-01T10:00:00.000Z"),
        timestamp: new Date("2026-05-01T09:59:00.000Z"),
      },
    ]);
  });

  test("a batch keeps the order of its calls and merges its context under theirs", async () => {
    const { send, events } = await ground();
    const reply = await send("batch", {
      context: { locale: "de", app: "shop" },
      batch: [
        { type: "identify", userId: "u1", traits: { email: "U1@Example.com" } },
        { type: "page", userId: "u1", name: "Home", context: { locale: "fr" } },
        { type: "screen", userId: "u1", name: "Cart" },
        { type: "group", userId: "u1", groupId: "g1", traits: { plan: "gold" } },
        { type: "alias", userId: "u1", previousId: "a1" },
        { type: "track", userId: 7, event: "Paid" },
      ],
    });
    expect(reply.status).toBe(200);
    const rows = await events();
    expect(rows.map((row) => row.name)).toEqual(["identify", "Home", "Cart", "group", "alias", "Paid"]);
    expect(rows[1]?.context).toEqual({ locale: "fr", app: "shop" });
    expect(rows[3]?.extras).toEqual({ groupId: "g1" });
    expect(rows[5]?.userId).toBe("7");
    expect(new Set(rows.map((row) => row.messageId)).size).toBe(6);
  });

  test("a messageId is taken once per workspace, within a batch and across requests", async () => {
    const { send, events } = await ground();
    const call = { type: "track", event: "Paid", userId: "u1", messageId: "m-1" };
    await send("batch", { batch: [call, { ...call, event: "Again" }] });
    expect((await send("track", { ...call, event: "Later" })).status).toBe(200);
    expect((await events()).map((row) => row.name)).toEqual(["Paid"]);
    const other = await ground();
    await other.send("track", call);
    expect(await other.events()).toHaveLength(1);
  });

  test("a repeated identify does not bring old traits back", async () => {
    const { send, people } = await ground();
    const first = { type: "identify", userId: "u1", messageId: "m-1", traits: { plan: "free", old: 1 } };
    await send("identify", first);
    await send("identify", { userId: "u1", messageId: "m-2", traits: { plan: "gold", old: null } });
    await send("identify", first);
    expect((await people())[0]?.properties).toEqual({ plan: "gold" });
  });

  test("a call comes back from the log with the keys of its objects in the sender's order", async () => {
    const { send, events } = await ground();
    const address = { street: "1 MG Road", city: "Pune", geo: [{ long: 73.8, lat: 18.5 }], ünder: 1, zip: 7 };
    const [userId, plain] = ["u", { sku: "S", name: "Shoe" }];
    const sent: JsonObject[] = [
      { type: "track", userId, event: "E", properties: { n: 1, address, plain, list: [address, plain] } },
      { type: "page", userId, name: "Home", properties: { address } },
      { type: "identify", userId, traits: { address, plan: "gold" } },
      { type: "identify", userId, context: { traits: { address, plan: "gold" } } },
      {
        type: "identify",
        userId,
        traits: { address },
        context: { traits: { address: plain, n: { bb: 1, a: 1 } } },
      },
      { type: "group", userId, groupId: "g", traits: { address } },
    ];
    expect(await send("batch", { batch: sent })).toMatchObject({ status: 200 });
    const rows = await events();
    expect(rows[0]?.extras).toEqual({
      written: { properties: { address: JSON.stringify(address), list: JSON.stringify([address, plain]) } },
    });
    for (const [index, row] of rows.entries()) {
      const {
        messageId: _id,
        timestamp: _timestamp,
        receivedAt: _received,
        ...call
      } = callOf(row as unknown as StoredCall);
      const { context = {}, ...rest } = sent[index] ?? {};
      expect(sorted(call)).toBe(sorted({ ...rest, context }));
    }
  });

  test("a gzip body with the key inside is taken", async () => {
    const { send, events, key } = await ground();
    const raw = gzipSync(
      JSON.stringify({ writeKey: key, batch: [{ type: "track", event: "Zip", userId: "u" }] }),
    );
    const reply = await send("batch", null, { key: null, raw, headers: { "content-encoding": "gzip" } });
    expect(reply.status).toBe(200);
    expect(await events()).toHaveLength(1);
  });

  test("a sender's wrong clock is corrected and what it said is kept", async () => {
    const { send, events } = await ground("2026-05-01T10:00:00.000Z");
    await send("batch", {
      sentAt: "2026-05-01T12:00:05.000Z",
      batch: [{ type: "track", event: "E", userId: "u", originalTimestamp: "2026-05-01T12:00:00.000Z" }],
    });
    const [row] = await events();
    expect(row?.timestamp).toEqual(new Date("2026-05-01T09:59:55.000Z"));
    expect(row?.extras).toEqual({
      originalTimestamp: "2026-05-01T12:00:00.000Z",
      sentAt: "2026-05-01T12:00:05.000Z",
    });
  });
});

describe("a batch with one wrong item", () => {
  const good = (event: string) => ({ type: "track", event, userId: "u" });
  const wrong: [string, JsonObject, string, string][] = [
    ["no event", { type: "track" }, "event", "is required in a track call"],
    ["NUL in an id", { ...good("E"), anonymousId: "a\0b" }, "anonymousId", "contains a NUL character"],
    [
      "an unknown type",
      { type: "x" },
      "type",
      "must be one of track, page, screen, identify, group, alias, merge",
    ],
    ["a list of properties", { ...good("E"), properties: [1] }, "properties", "must be an object"],
    ["no time", { ...good("E"), timestamp: "9999 BC" }, "timestamp", "must be a date in ISO 8601"],
    ["an id that names nobody", { ...good("E"), userId: "null" }, "userId", "names nobody"],
  ];
  test.each(wrong)("%s costs none of the others and is kept with why", async (_what, item, field, text) => {
    const { send, events, refused } = await ground();
    const bad = { userId: "u", ...item };
    const reply = await send("batch", { batch: [good("Before"), bad, good("After")] });
    expect(reply).toMatchObject({ status: 200, body: "OK" });
    expect((await events()).map((row) => row.name)).toEqual(["Before", "After"]);
    const [row, ...others] = await refused();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ status: 400, call: "batch", field: `batch[1].${field}` });
    expect(row?.reason).toContain(text);
    expect(JSON.parse(row?.body ?? "")).toEqual(JSON.parse(JSON.stringify(bad)));
  });

  test("counts every refused item on its source, though not every one is kept", async () => {
    const { send, events, refused, workspaceId, clock } = await ground("2026-05-01T10:00:00.000Z");
    const batch = [good("Only"), ...Array.from({ length: 300 }, () => ({ type: "track", userId: "u" }))];
    expect((await send("batch", { batch })).status).toBe(200);
    expect(await events()).toHaveLength(1);
    expect(await refused()).toHaveLength(20);
    clock?.advance(1_000);
    await send("batch", { batch: [good("Later"), { type: "track", userId: "u" }] });
    const hours = await database.db.prisma.sourceHour.findMany({ where: { workspaceId } });
    expect(hours.map((hour) => Number(hour.refused))).toEqual([301]);
  });
});

describe("what is said oddly", () => {
  test("is taken for what is meant", async () => {
    const { send, events } = await ground("2026-05-01T10:00:00.000Z");
    const batch = [
      { type: "Track", userId: true, event: 7, properties: [] },
      { type: "IDENTIFY", userId: "u", traits: "", context: [] },
      { type: "track", userId: "u", event: "E", properties: "", timestamp: 1_767_225_600_000 },
      { type: "page", userId: "u", name: 5, integrations: [] },
    ];
    expect(await send("batch", { batch, context: [] })).toMatchObject({ status: 200, body: "OK" });
    expect(await events()).toMatchObject([
      { type: "track", userId: "true", name: "7", properties: {} },
      { type: "identify", userId: "u", properties: {}, context: {} },
      {
        ...{ name: "E", properties: {}, extras: { timestamp: 1_767_225_600_000 } },
        timestamp: new Date("2026-05-01T10:00:00.000Z"),
      },
      { type: "page", name: "5", extras: null },
    ]);
    expect((await send("track", { userId: "u", event: {} })).body).toBe("event: must be a string");
  });
});

describe("strings that cannot be stored", () => {
  const title = "Shoes \ud83d";
  test("cost a letter and not the event: a title that was cut in the middle of an emoji, a NUL", async () => {
    const { send, events, refused } = await ground();
    const order = {
      ...{ type: "track", userId: "u", event: "Order\0 Completed" },
      properties: { "na\0me": title, list: [{ x: ["\udc00y"] }], "__pro\0to": "a\0b", emoji: "😀" },
    };
    const context = { page: { title } };
    expect(await send("batch", { batch: [order], context })).toMatchObject({ status: 200 });
    expect(await send("identify", { userId: "u", traits: { city: "\ude00" } })).toMatchObject({
      status: 200,
    });
    expect(await events()).toMatchObject([
      {
        name: "Order Completed",
        properties: { name: "Shoes \ufffd", list: [{ x: ["\ufffdy"] }], __proto: "ab", emoji: "😀" },
        context: { page: { title: "Shoes \ufffd" } },
      },
      { properties: { city: "\ufffd" } },
    ]);
    expect(await refused()).toEqual([]);
  });

  test("do not hide a name that is not allowed", async () => {
    const { send } = await ground();
    const call = { userId: "u", event: "E", properties: { "__pro\0to__": { a: 1 } } };
    expect(await send("track", call)).toMatchObject({
      ...{ status: 400, body: "properties.__proto__: this key is not allowed" },
    });
  });
});

describe("refused calls", () => {
  const good = { type: "track", event: "E", userId: "u" };
  const cases: [string, string, unknown, number, string][] = [
    ["an empty batch", "batch", { batch: [] }, 400, "empty batch payload"],
    ["no batch", "batch", {}, 400, "empty batch payload"],
    ["an item that is no object", "batch", { batch: [good, 5] }, 400, "event is not a valid rudder event"],
    ["no id", "track", { event: "E", userId: " " }, 400, "request neither has anonymousId nor userId"],
    ["no event", "track", { userId: "u" }, 400, "event: is required in a track call"],
    [
      "NUL in an id",
      "batch",
      { batch: [{ ...good, messageId: "a\0b" }] },
      400,
      "batch[0].messageId: contains a NUL character",
    ],
    [
      "an item without an id",
      "batch",
      { batch: [good, { type: "track", event: "E" }] },
      400,
      "request neither has anonymousId nor userId",
    ],
    [
      "a lone surrogate in an id",
      "track",
      { ...good, userId: "u\ud800" },
      400,
      "userId: contains half of a surrogate pair",
    ],
    ["wrong types", "track", { ...good, properties: "x" }, 400, "properties: must be an object"],
    ["a wrong context", "track", { ...good, context: [1] }, 400, "context: must be an object"],
    [
      "a date before history",
      "track",
      { ...good, timestamp: "-9999-01-01T00:00:00Z" },
      400,
      "timestamp: must be a date in ISO 8601, for example 2026-01-31T12:00:00.000Z",
    ],
    [
      "an unknown type",
      "batch",
      { batch: [{ ...good, type: "x" }] },
      400,
      "batch[0].type: must be one of track, page, screen, identify, group, alias, merge",
    ],
    [
      "a long messageId",
      "track",
      { ...good, messageId: "m".repeat(100) },
      400,
      "messageId: is longer than 99 characters",
    ],
    [
      "a large event",
      "track",
      { ...good, properties: { x: "x".repeat(40_000) } },
      413,
      "request size exceeds max limit: body is larger than 32 KB",
    ],
    [
      "a large body",
      "track",
      { ...good, properties: { x: "x".repeat(5_000_000) } },
      413,
      "request size exceeds max limit",
    ],
    ["an alias without previousId", "alias", { userId: "u" }, 400, "previousId: is required"],
  ];
  test.each(cases)("%s is refused by name and leaves nothing", async (_what, call, body, status, text) => {
    const { send, events, people, refused } = await ground();
    const reply = await send(call, body);
    expect(reply).toMatchObject({ status, body: text });
    expect(await events()).toEqual([]);
    expect(await people()).toEqual([]);
    expect(await refused()).toMatchObject([{ status, reason: text, call }]);
  });

  test("malformed and empty bodies are refused", async () => {
    const { send } = await ground();
    expect(await send("track", null, { raw: "{" })).toMatchObject({ status: 400, body: "invalid json" });
    expect(await send("track", null, { raw: "" })).toMatchObject({
      status: 400,
      body: "request body is nil",
    });
  });

  test("prototype keys are refused, a constructor that is a mere word is data", async () => {
    const { send } = await ground();
    const raw = `{"event":"E","userId":"u","properties":{"__proto__":{"admin":true}}}`;
    expect(await send("track", null, { raw })).toMatchObject({
      status: 400,
      body: "properties.__proto__: this key is not allowed",
    });
    const deep = { ...good, properties: { constructor: { prototype: { admin: true } } } };
    expect((await send("track", deep)).status).toBe(400);
    expect((await send("track", { ...good, properties: { constructor: "Ferrari" } })).status).toBe(200);
  });

  test("keys, methods and disabled sources are answered in RudderStack's words", async () => {
    const { send, ctx, sourceId } = await ground();
    expect(await send("track", good, { key: null })).toMatchObject({
      status: 401,
      body: "failed to read writekey from header",
    });
    for (const raw of ["", "{", "[]"]) {
      expect(await send("track", null, { key: null, raw })).toMatchObject({
        status: 401,
        body: "failed to read writekey from header",
      });
    }
    expect(await send("track", good, { key: "wk_wrong" })).toMatchObject({
      status: 401,
      body: "invalid write key",
    });
    expect(await send("track", good, { method: "GET" })).toMatchObject({
      status: 400,
      body: "invalid http request method",
    });
    expect((await send("nonsense", good)).status).toBe(404);
    await ctx.db.prisma.source.updateMany({ where: { id: sourceId }, data: { enabled: false } });
    expect(await sender(ctx, "")("track", good, { key: null })).toMatchObject({ status: 401 });
    const reply = await send("track", good);
    expect(reply).toMatchObject({ status: 404, body: "source is disabled" });
  });

  test("the body of a refused call is kept without its write key", async () => {
    const { send, refused, key } = await ground();
    await send("track", { writeKey: key, userId: "u" }, { key: null });
    const [row] = await refused();
    expect(row?.body).toContain("••••");
    expect(row?.body).not.toContain(key);
  });
});

test("a preflight of any page is answered", async () => {
  const { send } = await ground();
  const reply = await send("track", null, {
    key: null,
    method: "OPTIONS",
    headers: { "access-control-request-headers": "authorization,content-type,anonymousid" },
  });
  expect(reply).toMatchObject({
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "authorization,content-type,anonymousid",
    },
  });
});
