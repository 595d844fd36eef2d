import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { type IngestGround, ingestGround, serveIngest } from "../testing/ingest.ts";
import { ingestEndpoint } from "./ingest-http.ts";

const database = testDatabase();
let served: Awaited<ReturnType<typeof serveIngest>>;
let ground: IngestGround;

beforeAll(async () => {
  ground = await ingestGround(database.db);
  served = await serveIngest(ingestEndpoint(ground.ctx));
});
afterAll(() => served.stop());

async function stored(prefix: string) {
  const rows = await database.db.prisma.event.findMany({
    where: { workspaceId: ground.workspaceId, userId: { startsWith: prefix } },
    orderBy: [{ tx: "asc" }, { seq: "asc" }],
  });
  return rows.map(({ type, name, properties, extras }) => ({ type, name, properties, extras }));
}

function flushed(analytics: RudderAnalytics): Promise<void> {
  return new Promise((resolve, reject) => {
    analytics.flush((error?: Error) => (error ? reject(error) : resolve()));
  });
}

const expected = [
  { type: "identify", name: "identify", properties: { email: "a@example.com", plan: "gold" } },
  { type: "track", name: "Order Completed", properties: { revenue: 120 } },
  { type: "page", name: "Home" },
  { type: "screen", name: "Cart" },
  { type: "group", name: "group", properties: { name: "Acme" }, extras: { groupId: "g1" } },
  { type: "alias", name: "alias", extras: { previousId: "before" } },
];

test("Segment's Node SDK, unmodified, delivers every kind of call", async () => {
  const analytics = new Analytics({
    writeKey: ground.key,
    host: served.url,
    path: "/v1/batch",
    flushAt: 100,
  });
  const failures: unknown[] = [];
  analytics.on("error", (error) => failures.push(error));
  const userId = "seg-1";
  analytics.identify({ userId, traits: { email: "a@example.com", plan: "gold" } });
  analytics.track({ userId, event: "Order Completed", properties: { revenue: 120 } });
  analytics.page({ userId, name: "Home" });
  analytics.screen({ userId, name: "Cart" });
  analytics.group({ userId, groupId: "g1", traits: { name: "Acme" } });
  analytics.alias({ userId, previousId: "before" });
  await analytics.closeAndFlush();
  expect(failures).toEqual([]);
  expect(await stored("seg-")).toMatchObject(expected);
});

test("RudderStack's Node SDK, unmodified, delivers every kind of call, compressed", async () => {
  const analytics = new RudderAnalytics(ground.key, { dataPlaneUrl: served.url, flushAt: 100, gzip: true });
  const userId = "rud-1";
  analytics.identify({ userId, traits: { email: "b@example.com", plan: "gold" } });
  analytics.track({ userId, event: "Order Completed", properties: { revenue: 120 } });
  analytics.page({ userId, name: "Home" });
  analytics.screen({ userId, name: "Cart" });
  analytics.group({ userId, groupId: "g1", traits: { name: "Acme" } });
  analytics.alias({ userId, previousId: "before" });
  await flushed(analytics);
  const rows = await stored("rud-");
  expect(rows).toMatchObject([
    { ...expected[0], properties: { email: "b@example.com", plan: "gold" } },
    ...expected.slice(1),
  ]);
});

const past = "2024-02-29T00:00:00.000Z";

/** The stored times of a user's events, "at once" for those that count as of their receipt. */
async function storedTimes(userId: string) {
  const rows = await database.db.prisma.event.findMany({
    where: { workspaceId: ground.workspaceId, userId },
    orderBy: [{ tx: "asc" }, { seq: "asc" }],
  });
  return rows.map(({ timestamp, receivedAt }) =>
    receivedAt.getTime() - timestamp.getTime() < 60_000 ? "at once" : timestamp.toISOString(),
  );
}

test("an old event that Segment's Node SDK sends keeps its time; one without a time is of now", async () => {
  const analytics = new Analytics({
    writeKey: ground.key,
    host: served.url,
    path: "/v1/batch",
    flushAt: 100,
  });
  analytics.track({ userId: "old-seg", event: "Paid", timestamp: past });
  analytics.page({ userId: "old-seg", name: "Home", timestamp: new Date(past) });
  analytics.track({ userId: "old-seg", event: "Paid" });
  await analytics.closeAndFlush();
  expect(await storedTimes("old-seg")).toEqual([past, past, "at once"]);
});

test("an old event that RudderStack's Node SDK sends keeps its time; one without a time is of now", async () => {
  const analytics = new RudderAnalytics(ground.key, { dataPlaneUrl: served.url, flushAt: 100 });
  analytics.track({ userId: "old-rud", event: "Paid", timestamp: new Date(past) });
  analytics.identify({ userId: "old-rud", traits: { plan: "gold" }, timestamp: new Date(past) });
  analytics.track({ userId: "old-rud", event: "Paid" });
  await flushed(analytics);
  expect(await storedTimes("old-rud")).toEqual([past, past, "at once"]);
});

test("a wrong key is reported by the SDK and stores nothing", async () => {
  const analytics = new Analytics({
    writeKey: "wk_wrong",
    host: served.url,
    path: "/v1/batch",
    maxRetries: 0,
  });
  const failures: unknown[] = [];
  analytics.on("error", (error) => failures.push(error));
  analytics.track({ userId: "lost-1", event: "Lost" });
  await analytics.closeAndFlush();
  expect(failures).toHaveLength(1);
  expect(await stored("lost-")).toEqual([]);
});
