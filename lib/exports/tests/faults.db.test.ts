import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { secretPurpose } from "../../partners/access.ts";
import { testDatabase } from "../../testing/database.ts";
import { addEvents, exportWorld } from "../../testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../../testing/make-export.ts";
import { type PartnerServer, startPartnerServer } from "../../testing/partner-server.ts";
import { quickTimes, quietExports, workExports } from "../../testing/work-exports.ts";

const database = testDatabase();
let partner: PartnerServer;
beforeAll(async () => {
  partner = await startPartnerServer();
});
beforeEach(async () => {
  partner.reset();
  await quietExports(database.db);
});
afterAll(() => partner.close());

test("a refused batch is split until exactly the bad records are alone", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 3_000, from: yesterdayNoon(world) });
  const bad = new Set([0, 1, 777, 1_499, 2_999]);
  partner.misbehave = ({ messages }) =>
    messages.some((message) => bad.has(Number(message.properties?.n)))
      ? { status: 400, body: '{"error":"bad record"}' }
      : undefined;
  const created = await makeExport(world);
  await workExports(world.system);

  expect(await storedExport(world, created.id)).toMatchObject({
    status: "DONE",
    outcome: "partly",
    outcome_reason: "5 of 3,000 rejected",
    accepted: 2_995n,
    rejected: 5n,
  });
  const entries = await database.db.prisma.ledgerEntry.findMany({ where: { originId: created.id } });
  const numbers = entries.map((entry) => {
    const request = entry.request as { body: string };
    return JSON.parse(request.body).batch[0].properties.n;
  });
  expect(new Set(numbers)).toEqual(bad);
  expect(entries[0]).toMatchObject({
    code: "partner_400",
    answer: { status: 400, body: '{"error":"bad record"}' },
  });
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
});

test("server errors are retried until every event is accepted, each under one id", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 8_000, from: yesterdayNoon(world) });
  partner.misbehave = ({ index }) => (index % 3 === 1 ? { status: 503 } : undefined);
  const created = await makeExport(world);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "DONE",
    accepted: 8_000n,
    waiting: null,
  });
  expect(partner.messages.size).toBe(8_000);
  const run = await database.db.prisma.exportRun.findFirstOrThrow({ where: { exportId: created.id } });
  expect(run.retried).toBe(partner.calls.filter((call) => call.status === 503).length);
});

test("a partner that asks for patience gets every event afterwards, each once", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 3_000, from: yesterdayNoon(world) });
  partner.misbehave = ({ index }) =>
    index === 1 ? { status: 429, headers: { "retry-after": "1" } } : undefined;
  const created = await makeExport(world);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "DONE", accepted: 3_000n });
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
});

test("a wait longer than a job may sit frees the worker, says so, and goes on afterwards", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 10, from: yesterdayNoon(world) });
  partner.misbehave = () => ({ status: 503, headers: { "retry-after": "600" } });
  const created = await makeExport(world);
  await workExports(world.system);

  const waiting = await storedExport(world, created.id);
  expect(waiting.status).toBe("RUNNING");
  expect(waiting.waiting).toMatch(/^Segment answers 503 since \d\d:\d\d, next try \d\d:\d\d$/);
  const calls = partner.calls.length;
  const [job] = await database.db.sql<{ wait: number }>(
    `select extract(epoch from run_at - now())::int as wait from graphile_worker.jobs where task_identifier = 'exports.run'`,
  );
  expect(job?.wait).toBeGreaterThan(500);
  await workExports(world.system);
  expect(partner.calls.length).toBe(calls);

  partner.misbehave = () => undefined;
  await database.db.sql(
    `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), now())`,
  );
  await database.db.sql(
    `update graphile_worker._private_jobs set payload = (jsonb_set(payload::jsonb, '{outage,nextMs}', '0'))::json`,
  );
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "DONE",
    waiting: null,
    accepted: 10n,
  });
});

test("a partner that takes nothing for longer than the bound ends the run as failed with the reason", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 10, from: yesterdayNoon(world) });
  partner.misbehave = () => ({ status: 500 });
  const created = await makeExport(world);
  await workExports(world.system, { times: { ...quickTimes, giveUpMs: 200 } });
  const failed = await storedExport(world, created.id);
  expect(failed).toMatchObject({ status: "STOPPED", outcome: "failed", waiting: null });
  expect(failed.outcome_reason).toContain("Segment answers 500 for more than");
});

test("a refused key ends the export with the reason and marks the connection", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 5_000, from: yesterdayNoon(world) });
  partner.misbehave = () => ({ status: 401 });
  const created = await makeExport(world);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "STOPPED",
    outcome: "refused",
    outcome_reason: "Segment answers 401: it does not accept the write key.",
    accepted: 0n,
  });
  const connection = await database.db.prisma.connection.findFirstOrThrow({
    where: { id: world.connectionId },
  });
  expect(connection).toMatchObject({ status: "attention", problem: expect.stringContaining("401") });
});

test("a key rotated in mid-run is taken up without a rejected record", async () => {
  const world = await exportWorld(database.db, partner);
  await addEvents(database.db, world.workspaceId, { count: 9_000, from: yesterdayNoon(world) });
  const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
  let rotated = false;
  partner.misbehave = async ({ index, authorization }) => {
    if (index >= 2 && !rotated) {
      rotated = true;
      const sealed = world.ctx.secrets.seal("new-key", secretPurpose(world.connectionId, "writeKey"));
      await database.db.prisma.connection.updateMany({
        where: { id: world.connectionId },
        data: { secrets: { writeKey: { sealed, last4: "" } } },
      });
    }
    const valid = rotated ? basic("new-key") : basic(world.writeKey);
    return authorization === valid ? undefined : { status: 401 };
  };
  const created = await makeExport(world);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "DONE",
    accepted: 9_000n,
    rejected: 0n,
  });
  expect(partner.messages.size).toBe(9_000);
});

test("a host inside the private network that is not allowed ends the export with the reason", async () => {
  const world = await exportWorld(database.db, { url: "http://10.1.2.3:9" });
  await addEvents(database.db, world.workspaceId, { count: 5, from: yesterdayNoon(world) });
  const created = await makeExport(world);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "STOPPED",
    outcome: "refused",
    outcome_reason: expect.stringContaining("JUNCTION_ALLOW_PRIVATE_HOSTS"),
  });
});
