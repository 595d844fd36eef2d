import pg from "pg";
import { expect, test } from "vitest";
import { fixedClock } from "../../kernel/clock.ts";
import { exportSuite } from "../../testing/export-suite.ts";
import { addEvents, type SomeEvents } from "../../testing/export-world.ts";
import { makeExport, storedExport } from "../../testing/make-export.ts";
import { workExports } from "../../testing/work-exports.ts";
import { editExport } from "../verbs/edit-export.ts";

const { database, partner, newWorld } = exportSuite();

/** An hour ago, so that "today" has begun in UTC whenever the test runs. */
function clockOfNow() {
  return fixedClock(new Date());
}
const hourMs = 3_600_000;

/** The numbers of all accepted events, each as often as it came. */
function arrived(): number[] {
  return [...partner.messages.values()]
    .flatMap(({ message, copies }) => Array.from({ length: copies }, () => Number(message.properties?.n)))
    .sort((a, b) => a - b);
}

function numbered(n: number, at: Date): SomeEvents {
  return { count: 1, from: at, receivedAt: new Date(), properties: JSON.stringify({ n }), people: 1 };
}

/** A transaction that has written an event and not yet committed. */
async function openTransaction(workspaceId: string, n: number): Promise<{ commit(): Promise<void> }> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("begin");
  await client.query(
    `insert into events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id, user_id, properties)
     values ($1, now(), now(), 'track', 'Late', gen_random_uuid(), gen_random_uuid(), gen_random_uuid()::text, 'late', $2)`,
    [workspaceId, JSON.stringify({ n })],
  );
  return {
    commit: async () => {
      await client.query("commit");
      await client.end();
    },
  };
}

test("each run of a recurring export takes all that is new since the last, late arrivals included, none twice", async () => {
  const clock = clockOfNow();
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, numbered(1, clock.now()));
  const created = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  await workExports(world.system);
  expect(arrived()).toEqual([1]);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "PENDING", outcome: "accepted" });

  // Its own time lies long before the last run; it only arrived now.
  await addEvents(database.db, world.workspaceId, numbered(2, new Date(clock.now().getTime() - 20 * hourMs)));
  await workExports(world.system);
  expect(arrived()).toEqual([1]);
  clock.advance(4 * hourMs);
  await workExports(world.system);
  expect(arrived()).toEqual([1, 2]);
  clock.advance(4 * hourMs);
  await workExports(world.system);
  expect(arrived()).toEqual([1, 2]);
  const runs = await database.db.prisma.exportRun.findMany({
    where: { exportId: created.id },
    orderBy: { number: "asc" },
  });
  expect(runs.map((run) => [run.trigger, Number(run.accepted)])).toEqual([
    ["first", 1],
    ["schedule", 1],
    ["schedule", 0],
  ]);
});

test("an event whose transaction commits after a run that began later is taken by the next run, no event twice", async () => {
  const clock = clockOfNow();
  const world = await newWorld({ clock });
  await makeExport(world, { frequency: "recurring", everyHours: 4 });
  const late = await openTransaction(world.workspaceId, 100);
  await addEvents(database.db, world.workspaceId, numbered(1, clock.now()));
  await workExports(world.system);
  await late.commit();
  await addEvents(database.db, world.workspaceId, numbered(2, clock.now()));
  clock.advance(4 * hourMs);
  await workExports(world.system);
  expect(arrived()).toEqual([1, 2, 100]);
  clock.advance(4 * hourMs);
  await workExports(world.system);
  expect(arrived()).toEqual([1, 2, 100]);
});

test("a live export sends new events, in the order of late commits too, none twice and none from before it began", async () => {
  const clock = clockOfNow();
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, numbered(1, clock.now()));
  const created = await makeExport(world, { frequency: "live" });
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "RUNNING", accepted: 0n });

  const late = await openTransaction(world.workspaceId, 100);
  await addEvents(database.db, world.workspaceId, numbered(2, clock.now()));
  await workExports(world.system);
  await late.commit();
  await addEvents(database.db, world.workspaceId, numbered(3, clock.now()));
  await workExports(world.system);
  expect(arrived()).toEqual([2, 3, 100]);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "RUNNING", accepted: 3n });
  const jobs = await workExports(world.system);
  expect(jobs).toBe(0);
});

test("a live export takes what arrives before a worker opens it, and nothing from before it was made", async () => {
  const clock = clockOfNow();
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, numbered(1, clock.now()));
  await makeExport(world, { frequency: "live" });
  await addEvents(database.db, world.workspaceId, numbered(2, clock.now()));
  await workExports(world.system);
  expect(arrived()).toEqual([2]);
});

test("a live export has one run for each day, whose counts grow", async () => {
  const clock = fixedClock("2026-05-01T12:00:00Z");
  const world = await newWorld({ clock });
  const created = await makeExport(world, { frequency: "live" });
  await workExports(world.system);
  for (const n of [1, 2]) {
    await addEvents(database.db, world.workspaceId, numbered(n, clock.now()));
    await workExports(world.system);
  }
  clock.advance(24 * hourMs);
  for (const n of [3, 4]) {
    await addEvents(database.db, world.workspaceId, numbered(n, clock.now()));
    await workExports(world.system);
  }
  const runs = await database.db.prisma.exportRun.findMany({
    where: { exportId: created.id },
    orderBy: { number: "asc" },
  });
  expect(runs.map((run) => [run.status, Number(run.accepted)])).toEqual([
    ["DONE", 3],
    ["RUNNING", 1],
  ]);
  expect(arrived()).toEqual([1, 2, 3, 4]);
});

test("an edited live export sends by its new settings with the next events", async () => {
  const world = await newWorld({ clock: clockOfNow() });
  const created = await makeExport(world, {
    frequency: "live",
    dataType: "selected",
    eventNames: ["Product Viewed"],
  });
  await workExports(world.system);
  const others = { ...numbered(1, new Date()), name: "Order Completed" };
  await addEvents(database.db, world.workspaceId, others);
  await workExports(world.system);
  expect(arrived()).toEqual([]);
  const edited = await editExport(world.ctx, { id: created.id, eventNames: ["Order Completed"] });
  expect(edited).toMatchObject({ status: "RUNNING", version: 2, eventNames: ["Order Completed"] });
  await workExports(world.system);
  await addEvents(database.db, world.workspaceId, { ...others, properties: '{"n":2}' });
  await addEvents(database.db, world.workspaceId, numbered(3, new Date()));
  await workExports(world.system);
  expect(arrived()).toEqual([2]);
});

test("a live export that becomes recurring leaves nothing out and sends nothing twice", async () => {
  const clock = clockOfNow();
  const world = await newWorld({ clock });
  const created = await makeExport(world, { frequency: "live" });
  await workExports(world.system);
  await addEvents(database.db, world.workspaceId, numbered(1, clock.now()));
  await workExports(world.system);
  const edited = await editExport(world.ctx, { id: created.id, frequency: "recurring", everyHours: 6 });
  expect(new Date(edited.nextRunAt ?? 0).getTime()).toBeGreaterThan(clock.now().getTime());
  await addEvents(database.db, world.workspaceId, numbered(2, clock.now()));
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "PENDING", frequency: "recurring" });
  expect(arrived()).toEqual([1]);
  clock.advance(6 * hourMs);
  await workExports(world.system);
  expect(arrived()).toEqual([1, 2]);

  await editExport(world.ctx, { id: created.id, frequency: "live" });
  await addEvents(database.db, world.workspaceId, numbered(3, clock.now()));
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "RUNNING", frequency: "live" });
  expect(arrived()).toEqual([1, 2, 3]);
});

test("profiles leave all at first, then those that changed, under an id that tells the change", async () => {
  const clock = clockOfNow();
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, { count: 10, from: clock.now(), people: 5 });
  await database.db.sql(
    `update people set email = 'five@example.com', properties = '{"plan": "gold"}' where workspace_id = $1::uuid and user_id = 'user-5'`,
    [world.workspaceId],
  );
  const created = await makeExport(world, { frequency: "recurring", everyHours: 24, dataType: "profiles" });
  await workExports(world.system);
  expect(partner.messages.size).toBe(5);
  const five = [...partner.messages.values()].find(({ message }) => message.userId === "user-5");
  expect(five?.message).toMatchObject({
    type: "identify",
    traits: { email: "five@example.com", plan: "gold" },
  });

  clock.advance(24 * hourMs);
  await workExports(world.system);
  expect(partner.messages.size).toBe(5);
  await database.db.sql(
    `update people set properties = '{"plan": "silver"}', changed_tx = pg_current_xact_id()::text::bigint
     where workspace_id = $1::uuid and user_id in ('user-5', 'user-2')`,
    [world.workspaceId],
  );
  clock.advance(24 * hourMs);
  await workExports(world.system);
  expect(partner.messages.size).toBe(7);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "PENDING", accepted: 7n });
});

test("a run that gave up is taken up where it ended by the next one", async () => {
  let ahead = 0;
  const clock = {
    now: () => new Date(Date.now() + ahead),
    advance: (ms: number) => {
      ahead += ms;
    },
  };
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, { count: 6_000, from: clock.now(), people: 3 });
  const created = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  partner.misbehave = ({ index }) => {
    if (index < 2) {
      return undefined;
    }
    clock.advance(hourMs);
    return { status: 500 };
  };
  const times = { parkMs: 100 * hourMs, giveUpMs: 24 * hourMs, firstMs: 1, maxMs: 2 };
  const ending = new AbortController();
  const work = workExports(world.system, { times, signal: ending.signal });
  // The first run's own row: the export's outcome goes when the next run, long due on this clock, begins.
  const firstRun = () =>
    database.db.prisma.exportRun.findFirst({ where: { exportId: created.id }, orderBy: { number: "asc" } });
  await expect.poll(async () => (await firstRun())?.outcome, { timeout: 20_000 }).toBe("failed");
  partner.misbehave = () => undefined;
  await work;
  clock.advance(24 * hourMs);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "PENDING", outcome: "accepted" });
  expect(partner.messages.size).toBe(6_000);
  const accepted = Number((await storedExport(world, created.id)).accepted);
  expect(accepted).toBe(6_000);
});
