import { expect, test } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { retireTokens, tokensOf } from "../people/tokens.ts";
import { findPeople } from "../people/verbs/find-people.ts";
import { listDevices } from "../people/verbs/list-devices.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";

const database = testDatabase();

const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 12, minute)).toISOString();
const android = (token: string): JsonObject => ({ device: { type: "Android", token } });
const browser = (name: string): JsonObject => ({
  endpoint: `https://push.example/${name}`,
  expirationTime: null,
  keys: {
    p256dh: Buffer.from([4, ...new Array(64).fill(7)]).toString("base64url"),
    auth: Buffer.from(new Array(16).fill(9)).toString("base64url"),
  },
});

async function ground() {
  const made = await ingestGround(database.db);
  const { ctx, workspaceId, key } = made;
  const send = sender(ctx, key);
  const opened = (userId: string, context: JsonObject, minute = 0, more: JsonObject = {}) =>
    send("track", { userId, event: "Opened", context, timestamp: at(minute), ...more });
  const personOf = async (userId: string) => {
    const found = await findPeople(ctx, { kinds: ["user_id"], values: [userId] });
    return found.get(userId) ?? "nobody";
  };
  const tokens = async (userId: string) => {
    const id = await personOf(userId);
    return ((await tokensOf(database.db, workspaceId, [id])).get(id) ?? []).map(
      ({ kind, token }) => `${kind} ${token}`,
    );
  };
  const touched = async () => {
    const rows = await database.db.sql<{ id: string }>(
      `with gone as (delete from person_touches where workspace_id = $1::uuid and what = 'tokens' returning person_id, seq)
       select person_id as id from gone order by seq`,
      [workspaceId],
    );
    return rows.map(({ id }) => id).sort();
  };
  return { ...made, send, opened, personOf, tokens, touched };
}

test("the token of a call's device is the person's, by the kind of device that it names", async () => {
  const { opened, tokens } = await ground();
  await opened("ada", android("t-android"), 1);
  await opened("ada", { device: { type: "ios", token: "t-ios" } }, 2);
  await opened("ada", { device: { token: "t-pad" }, os: { name: "iPadOS" } }, 3);
  await opened("ada", { device: { token: "t-web" }, os: { name: "Windows" } }, 4);
  await opened("ada", { device: { type: "Android", token: "" } }, 5);
  expect(await tokens("ada")).toEqual(["apns t-pad", "apns t-ios", "fcm t-android"]);
});

test("a browser's subscription comes with the context or as a trait, which is no property of the person", async () => {
  const { ctx, send, opened, personOf, tokens } = await ground();
  await opened("ada", { webPush: browser("a") }, 1);
  const traits = { plan: "gold", web_push_subscription: JSON.stringify(browser("b")) };
  await send("identify", { userId: "ada", traits, timestamp: at(2) });
  expect(await tokens("ada")).toEqual(["web https://push.example/b", "web https://push.example/a"]);
  const { properties } = await database.db.prisma.person.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, id: await personOf("ada") },
  });
  expect(properties).toEqual({ plan: "gold" });
  const found = await tokensOf(database.db, ctx.workspaceId, [await personOf("ada")]);
  expect([...found.values()][0]?.[0]?.keys).toEqual(browser("b").keys);
});

test.each<[string, JsonObject]>([
  ["no keys", { endpoint: "https://push.example/a" }],
  ["a key that is cut off", { ...browser("a"), keys: { p256dh: "BAAA", auth: "AAAA" } }],
  ["no address", { ...browser("a"), endpoint: "push" }],
  ["another protocol", { ...browser("a"), endpoint: "file:///etc/passwd" }],
  ["a password in its address", { ...browser("a"), endpoint: "https://a:b@push.example/" }],
])("a subscription with %s is none, and its call is taken", async (_name, webPush) => {
  const { opened, tokens } = await ground();
  expect((await opened("ada", { webPush })).status).toBe(200);
  expect(await tokens("ada")).toEqual([]);
});

test("a token belongs to the person who last used it, whichever call came first, in one request or in two", async () => {
  const { send, opened, personOf, tokens, touched } = await ground();
  await opened("ada", android("shared"), 1);
  const ada = await personOf("ada");
  expect(await touched()).toEqual([ada]);
  await opened("bob", android("shared"), 5);
  expect([await tokens("ada"), await tokens("bob")]).toEqual([[], ["fcm shared"]]);
  expect(await touched()).toEqual([ada, await personOf("bob")].sort());
  await opened("ada", android("shared"), 3);
  expect([await tokens("ada"), await tokens("bob")]).toEqual([[], ["fcm shared"]]);
  expect(await touched()).toEqual([]);
  const call = (userId: string, minute: number) => ({
    type: "track",
    userId,
    event: "Opened",
    context: android("both"),
    timestamp: at(minute),
  });
  await send("batch", { batch: [call("bob", 9), call("ada", 8)] });
  expect([await tokens("ada"), await tokens("bob")]).toEqual([[], ["fcm both", "fcm shared"]]);
});

test("nothing is written for a token that was seen within the hour, nor for a call that came twice", async () => {
  const { workspaceId, opened, tokens, touched } = await ground();
  const version = () =>
    database.db.sql(`select xmin::text, seen_at from device_tokens where workspace_id = $1::uuid`, [
      workspaceId,
    ]);
  await opened("ada", android("t"), 0, { messageId: "m-1" });
  await touched();
  const before = await version();
  await opened("ada", android("t"), 59);
  await opened("bob", android("t"), 59, { messageId: "m-1" });
  expect(await version()).toEqual(before);
  await opened("ada", android("t"), 61);
  expect(await version()).not.toEqual(before);
  expect([await tokens("ada"), await touched()]).toEqual([["fcm t"], []]);
});

test("a clock ahead of ours does not keep a token from its next user", async () => {
  const { send, tokens } = await ground();
  const ahead = new Date(Date.now() + 86_400_000).toISOString();
  const context = android("t");
  await send("track", { userId: "ada", event: "Opened", context, timestamp: ahead });
  await send("track", { userId: "bob", event: "Opened", context });
  expect([await tokens("ada"), await tokens("bob")]).toEqual([[], ["fcm t"]]);
});

test("tokens of two people found to be one are that one's", async () => {
  const { send, tokens } = await ground();
  const context = android("t");
  await send("track", { anonymousId: "a1", event: "Opened", context });
  await send("identify", { userId: "ada" });
  await send("identify", { userId: "ada", anonymousId: "a1", context: android("t2") });
  expect((await tokens("ada")).sort()).toEqual(["fcm t", "fcm t2"]);
});

test("a retired token is sent nothing until its device is seen with it again, and stands on the person's page", async () => {
  const { ctx, workspaceId, opened, personOf, tokens, touched } = await ground();
  await opened("ada", android("a-token-of-a-phone"), 1);
  await opened("ada", { webPush: browser("a") }, 2);
  await touched();
  const dead = [
    { kind: "fcm" as const, token: "a-token-of-a-phone", reason: "FCM answers 404 UNREGISTERED" },
  ];
  expect(await retireTokens(database.db, workspaceId, dead, new Date(at(0)))).toBe(0);
  expect(await retireTokens(database.db, workspaceId, [...dead, ...dead], new Date(at(10)))).toBe(1);
  expect(await retireTokens(database.db, workspaceId, dead, new Date(at(11)))).toBe(0);
  const ada = await personOf("ada");
  expect([await tokens("ada"), await touched()]).toEqual([["web https://push.example/a"], [ada]]);
  const { items } = await listDevices(ctx, { id: ada });
  expect(items).toMatchObject([
    { kind: "web", token: "push.example ••••mple/a", retiredAt: null },
    { kind: "fcm", token: "••••-phone", retiredAt: at(10), retiredReason: "FCM answers 404 UNREGISTERED" },
  ]);
  await opened("ada", android("a-token-of-a-phone"), 9);
  expect(await tokens("ada")).toEqual(["web https://push.example/a"]);
  await opened("ada", android("a-token-of-a-phone"), 12);
  expect(await tokens("ada")).toEqual(["fcm a-token-of-a-phone", "web https://push.example/a"]);
  expect(await touched()).toEqual([ada]);
});

test("a thousand people's tokens are found by one query, and another workspace's are not", async () => {
  const [one, two] = [await ground(), await ground()];
  const batch = Array.from({ length: 1_000 }, (_, n) => ({
    type: "track",
    userId: `u${n}`,
    event: "Opened",
    context: android(`t${n}`),
  }));
  await one.send("batch", { batch });
  await two.opened("u1", android("t1"));
  const people = await database.db.prisma.person.findMany({ where: { workspaceId: one.workspaceId } });
  const ids = people.map(({ id }) => id);
  let queries = 0;
  const counted = {
    sql: <Row>(text: string, values?: unknown[]): Promise<Row[]> => {
      queries += 1;
      return database.db.sql<Row>(text, values);
    },
  };
  const found = await tokensOf(counted as typeof database.db, one.workspaceId, ids);
  expect([found.size, queries]).toEqual([1_000, 1]);
  expect((await tokensOf(database.db, two.workspaceId, ids)).size).toBe(0);
});
