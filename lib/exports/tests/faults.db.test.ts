import { expect, test } from "vitest";
import { secretBox } from "../../access/secret-box.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { secretPurpose } from "../../partners/access.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { exportSuite } from "../../testing/export-suite.ts";
import { addEvents, exportWorld } from "../../testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../../testing/make-export.ts";
import { quickTimes, workExports } from "../../testing/work-exports.ts";

const { database, partner, newWorld } = exportSuite();

test("a refused batch is split until exactly the bad records are alone", async () => {
  const world = await newWorld();
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
  const world = await newWorld();
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
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 3_000, from: yesterdayNoon(world) });
  partner.misbehave = ({ index }) =>
    index === 1 ? { status: 429, headers: { "retry-after": "1" } } : undefined;
  const created = await makeExport(world);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "DONE", accepted: 3_000n });
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
});

test("a run that cannot read its key waits and says why, and goes on once the former JUNCTION_SECRET is back", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 10, from: yesterdayNoon(world) });
  const created = await makeExport(world);
  await workExports({ ...world.system, secrets: secretBox("the secret that came after") });
  const waiting = await storedExport(world, created.id);
  expect(waiting.status).toBe("RUNNING");
  expect(waiting.waiting).toMatch(
    /stored under another JUNCTION_SECRET.* since \d\d:\d\d, next try \d\d:\d\d$/,
  );
  expect(partner.calls).toEqual([]);
  await database.db.sql(
    `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs), now())`,
  );
  await database.db.sql(
    `update graphile_worker._private_jobs set payload = (jsonb_set(payload::jsonb, '{outage,nextMs}', '0'))::json`,
  );
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "DONE",
    accepted: 10n,
    waiting: null,
  });
});

test("a wait longer than a job may sit frees the worker, says so, and goes on afterwards", async () => {
  const world = await newWorld();
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
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 10, from: yesterdayNoon(world) });
  partner.misbehave = () => ({ status: 500 });
  const created = await makeExport(world);
  await workExports(world.system, { times: { ...quickTimes, giveUpMs: 200 } });
  const failed = await storedExport(world, created.id);
  expect(failed).toMatchObject({ status: "STOPPED", outcome: "failed", waiting: null });
  expect(failed.outcome_reason).toContain("Segment answers 500 for more than");
});

test.each([
  [401, "Segment answers 401: it does not accept the write key.", "attention"],
  [403, "Segment answers 403: it does not accept the write key.", "attention"],
  // Nothing is wrong with the key here, so its connection is not marked.
  [404, "Segment answers 404: there is nothing at this address that takes events.", "connected"],
] as const)(
  "an answer of %i ends the export with the reason, after one round of requests",
  async (status, reason, connectionStatus) => {
    const world = await newWorld();
    await addEvents(database.db, world.workspaceId, { count: 20_000, from: yesterdayNoon(world) });
    partner.misbehave = () => ({ status });
    const created = await makeExport(world);
    await workExports(world.system);
    expect(await storedExport(world, created.id)).toMatchObject({
      status: "STOPPED",
      outcome: "refused",
      outcome_reason: reason,
      waiting: null,
      next_run_at: null,
      accepted: 0n,
      rejected: 0n,
    });
    const run = await database.db.prisma.exportRun.findFirstOrThrow({ where: { exportId: created.id } });
    expect(run).toMatchObject({ status: "STOPPED", outcome: "refused", outcomeReason: reason, read: 0n });
    const { limits } = partnerKit("segment");
    expect(partner.calls.length).toBeLessThanOrEqual(limits.inFlight);
    const connection = await database.db.prisma.connection.findFirstOrThrow({
      where: { id: world.connectionId },
    });
    expect(connection).toMatchObject({
      status: connectionStatus,
      problem: connectionStatus === "attention" ? reason : null,
    });
    // Nothing is tried again by itself.
    const calls = partner.calls.length;
    await workExports(world.system);
    expect(partner.calls.length).toBe(calls);
  },
);

test("a recurring export whose partner answers 404 in a later run ends, and keeps what was sent before", async () => {
  const clock = fixedClock(new Date());
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, { count: 6, from: clock.now() });
  const created = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  await workExports(world.system);
  await addEvents(database.db, world.workspaceId, { count: 4, from: clock.now() });
  partner.misbehave = () => ({ status: 404 });
  clock.advance(5 * 3_600_000);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "STOPPED",
    outcome: "refused",
    outcome_reason: expect.stringContaining("404"),
    next_run_at: null,
    accepted: 6n,
    rejected: 0n,
  });
});

test("a recurring export whose key is refused goes on with its next run where it ended, once it is accepted", async () => {
  const clock = fixedClock(new Date());
  const world = await newWorld({ clock });
  const add = (count: number) => addEvents(database.db, world.workspaceId, { count, from: clock.now() });
  await add(6);
  const created = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  await workExports(world.system);
  await add(20_000);
  // The key is withdrawn in mid-run: what came before is acknowledged and booked.
  const before = partner.calls.length;
  partner.misbehave = ({ index }) => (index > before + 2 ? { status: 401 } : undefined);
  clock.advance(5 * 3_600_000);
  await workExports(world.system);
  const message = "Segment answers 401: it does not accept the write key.";
  const refused = await storedExport(world, created.id);
  expect(refused).toMatchObject({
    status: "PENDING",
    outcome: "refused",
    outcome_reason: `${message} The next run takes up where this one ended.`,
    rejected: 0n,
    stopped_at: null,
  });
  expect(refused.next_run_at?.getTime()).toBeGreaterThan(clock.now().getTime());
  expect(await database.db.prisma.connection.findFirst({ where: { id: world.connectionId } })).toMatchObject({
    status: "attention",
    problem: message,
  });
  // Nothing is tried again before its time.
  const calls = partner.calls.length;
  await workExports(world.system);
  expect(partner.calls.length).toBe(calls);
  partner.misbehave = () => undefined;
  await add(2);
  clock.advance(4 * 3_600_000);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({
    status: "PENDING",
    outcome: "accepted",
    accepted: 20_008n,
    rejected: 0n,
  });
  expect(partner.messages.size).toBe(20_008);
});

test("a key rotated in mid-run is taken up without a rejected record", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 9_000, from: yesterdayNoon(world) });
  const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
  const rotate = async () => {
    const sealed = world.ctx.secrets.seal("new-key", secretPurpose(world.connectionId, "writeKey"));
    await database.db.prisma.connection.updateMany({
      where: { id: world.connectionId },
      data: { secrets: { writeKey: { sealed, last4: "" } } },
    });
  };
  let rotated: Promise<void> | undefined;
  partner.misbehave = async ({ index, authorization }) => {
    if (index < 2) {
      return authorization === basic(world.writeKey) ? undefined : { status: 401 };
    }
    // The old key is refused once the new one is known here: before, no other could be found.
    rotated ??= rotate();
    await rotated;
    return authorization === basic("new-key") ? undefined : { status: 401 };
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
