import { expect, test } from "vitest";
import { exportSuite } from "../../testing/export-suite.ts";
import { addEvents } from "../../testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../../testing/make-export.ts";
import { workExports } from "../../testing/work-exports.ts";
import { getRun } from "../verbs/get-run.ts";
import { listRuns } from "../verbs/list-runs.ts";

const { database, partner, newWorld } = exportSuite();

test("a one-time export delivers every matching event once and is then DONE", async () => {
  const world = await newWorld();
  const from = yesterdayNoon(world);
  await addEvents(database.db, world.workspaceId, { count: 6_000, from });
  await addEvents(database.db, world.workspaceId, { count: 40, type: "page", name: "Product Viewed", from });
  await addEvents(database.db, world.workspaceId, { count: 50, name: "Other", from });
  await addEvents(database.db, world.workspaceId, {
    count: 5,
    type: "identify",
    name: "Product Viewed",
    from,
  });
  const created = await makeExport(world, { dataType: "selected", eventNames: ["Product Viewed"] });
  expect(created.status).toBe("PENDING");

  await workExports(world.system);

  const done = await storedExport(world, created.id);
  expect(done).toMatchObject({ status: "DONE", outcome: "accepted", accepted: 6_040n, rejected: 0n });
  expect(partner.messages.size).toBe(6_040);
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
  const tracks = [...partner.messages.values()].filter(({ message }) => message.type === "track");
  expect(new Set(tracks.map(({ message }) => message.properties?.n)).size).toBe(6_000);
  expect(tracks[0]?.message).toMatchObject({
    event: "Product Viewed",
    userId: expect.stringMatching(/^user-/),
    anonymousId: expect.stringMatching(/^anon-/),
  });
});

test("every event of the workspace belongs to all events, and none of another workspace", async () => {
  const world = await newWorld();
  const other = await newWorld();
  const from = yesterdayNoon(world);
  for (let name = 0; name < 130; name += 1) {
    await addEvents(database.db, world.workspaceId, { count: 3, name: `Event ${name}`, from, people: 1 });
  }
  await addEvents(database.db, other.workspaceId, { count: 30, from });
  await makeExport(world);
  await workExports(world.system);
  expect(partner.messages.size).toBe(390);
});

test("only events within the period leave, both ends exact", async () => {
  const world = await newWorld();
  const day = yesterdayNoon(world).toISOString().slice(0, 10);
  for (const time of ["00:00:00.000", "23:59:59.999"]) {
    await addEvents(database.db, world.workspaceId, {
      count: 1,
      name: time,
      from: new Date(`${day}T${time}Z`),
    });
  }
  const before = new Date(new Date(`${day}T00:00:00Z`).getTime() - 1);
  const after = new Date(new Date(`${day}T00:00:00Z`).getTime() + 86_400_000);
  await addEvents(database.db, world.workspaceId, { count: 1, name: "before", from: before });
  await addEvents(database.db, world.workspaceId, { count: 1, name: "after", from: after });
  await makeExport(world);
  await workExports(world.system);
  const names = [...partner.messages.values()].map(({ message }) => message.event);
  expect(names.sort()).toEqual(["00:00:00.000", "23:59:59.999"]);
});

test("a request never holds more than 500,000 bytes or 2,500 records", async () => {
  const world = await newWorld();
  const from = yesterdayNoon(world);
  await addEvents(database.db, world.workspaceId, { count: 6_000, name: "Small", properties: "{}", from });
  await addEvents(database.db, world.workspaceId, {
    count: 100,
    name: "Wide",
    properties: JSON.stringify({ text: "ä".repeat(15_000) }),
    from,
  });
  await makeExport(world);
  await workExports(world.system);
  expect(partner.messages.size).toBe(6_100);
  expect(Math.max(...partner.calls.map((call) => call.bytes))).toBeLessThanOrEqual(500_000);
  expect(Math.max(...partner.calls.map((call) => call.records))).toBeLessThanOrEqual(2_500);
  expect(partner.calls.filter((call) => call.records > 15).length).toBeGreaterThan(3);
});

test("records too large or of nobody known are rejected with the reason and the call, the rest leaves", async () => {
  const world = await newWorld();
  const from = yesterdayNoon(world);
  await addEvents(database.db, world.workspaceId, { count: 20, from });
  await addEvents(database.db, world.workspaceId, {
    count: 2,
    name: "Huge",
    properties: JSON.stringify({ text: "x".repeat(33_000) }),
    from,
  });
  await database.db.sql(
    `update people set user_id = null, anonymous_id = null where workspace_id = $1::uuid and user_id = 'user-3'`,
    [world.workspaceId],
  );
  await database.db.sql(
    `update events set user_id = null, anonymous_id = null where workspace_id = $1::uuid and user_id = 'user-3'`,
    [world.workspaceId],
  );
  const created = await makeExport(world);
  await workExports(world.system);

  const done = await storedExport(world, created.id);
  expect(done).toMatchObject({ status: "DONE", outcome: "partly", accepted: 18n, rejected: 4n });
  const entries = await database.db.prisma.ledgerEntry.findMany({ where: { originId: created.id } });
  expect(entries.map((entry) => entry.code).sort()).toEqual([
    "no_identifier",
    "no_identifier",
    "too_large",
    "too_large",
  ]);
  const huge = entries.find((entry) => entry.code === "too_large");
  expect(huge).toMatchObject({ eventName: "Huge", verdict: "rejected" });
  expect(JSON.stringify(huge?.request)).toContain("/v1/batch");
  expect(JSON.stringify(huge?.request)).not.toContain(world.writeKey);
});

test("a run says how many records it read, in which batches, and how fast", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 3_000, from: yesterdayNoon(world) });
  const created = await makeExport(world);
  await workExports(world.system);
  const { items } = await listRuns(world.ctx, { id: created.id, limit: 10 });
  expect(items).toHaveLength(1);
  const run = await getRun(world.ctx, { id: created.id, runId: items[0]?.id ?? "" });
  expect(run).toMatchObject({
    number: 1,
    trigger: "first",
    status: "DONE",
    outcome: "accepted",
    expected: 3_000,
    read: 3_000,
    accepted: 3_000,
    percent: 100,
  });
  expect(run.batches).toBe(partner.calls.length);
  expect(run.rate.reduce((sum, bucket) => sum + bucket.accepted, 0)).toBe(3_000);
});

test("an export that leaves on a later day waits for its first midnight", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 5, from: yesterdayNoon(world) });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const created = await makeExport(world, { date: tomorrow });
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "PENDING", accepted: 0n });
  expect(created.nextRunAt).toBe(`${tomorrow}T00:00:00.000Z`);
  expect(partner.messages.size).toBe(0);
});
