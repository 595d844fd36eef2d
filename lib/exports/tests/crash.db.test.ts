import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Database, openDatabase } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { startPostgres } from "../../launch/postgres.ts";
import { testDatabase } from "../../testing/database.ts";
import { addEvents, type ExportWorld, exportWorld } from "../../testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../../testing/make-export.ts";
import { once } from "../../testing/once.ts";
import { type PartnerServer, startPartnerServer } from "../../testing/partner-server.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";

const database = testDatabase();
const EVENTS = 30_000;
const patience = { timeout: 90_000, interval: 100 };

const workers: WorkerProcess[] = [];
const partners: PartnerServer[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill("SIGKILL")));
  await Promise.all(partners.splice(0).map((partner) => partner.close()));
});

async function partnerServer(port = 0): Promise<PartnerServer> {
  const partner = await startPartnerServer(port);
  partners.push(partner);
  return partner;
}

function worker(databaseUrl: string, partner: PartnerServer): WorkerProcess {
  const started = startWorker(databaseUrl, partner.url);
  workers.push(started);
  return started;
}

async function runningExport(
  db: Database,
  partner: PartnerServer,
): Promise<{ world: ExportWorld; id: string }> {
  const world = await exportWorld(db, partner);
  await addEvents(db, world.workspaceId, { count: EVENTS, from: yesterdayNoon(world) });
  const { id } = await makeExport(world);
  return { world, id };
}

/** Slow enough that a kill in the middle is one. */
function slowly(partner: PartnerServer): void {
  partner.misbehave = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 60));
}

/** Every number from 0 to EVENTS - 1 came, each under one id only, however often. */
function expectEverything(...servers: PartnerServer[]): void {
  const ids = new Map<number, Set<string>>();
  for (const server of servers) {
    for (const [id, { message }] of server.messages) {
      const n = Number(message.properties?.n);
      ids.set(n, (ids.get(n) ?? new Set()).add(id));
    }
  }
  expect(ids.size).toBe(EVENTS);
  expect([...ids.values()].every((of) => of.size === 1)).toBe(true);
}

test("after kill -9 of a worker in mid-run another one goes on by itself, and every event is accepted and counted once", async () => {
  const partner = await partnerServer();
  slowly(partner);
  const { world, id } = await runningExport(database.db, partner);
  const first = worker(database.url, partner);
  await expect.poll(() => partner.messages.size, patience).toBeGreaterThan(5_000);
  await first.kill("SIGKILL");
  expect(partner.messages.size).toBeLessThan(EVENTS);
  worker(database.url, partner);
  await expect.poll(async () => (await storedExport(world, id)).status, patience).toBe("DONE");
  expect(await storedExport(world, id)).toMatchObject({ outcome: "accepted", accepted: BigInt(EVENTS) });
  expectEverything(partner);
}, 120_000);

test("after SIGTERM in mid-run nothing was sent twice", async () => {
  const partner = await partnerServer();
  slowly(partner);
  const { world, id } = await runningExport(database.db, partner);
  const first = worker(database.url, partner);
  await expect.poll(() => partner.messages.size, patience).toBeGreaterThan(5_000);
  await first.kill("SIGTERM");
  expect(partner.messages.size).toBeLessThan(EVENTS);
  worker(database.url, partner);
  await expect.poll(async () => (await storedExport(world, id)).status, patience).toBe("DONE");
  expectEverything(partner);
  expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
}, 120_000);

test("after kill of the partner in mid-run the export goes on by itself once it is back", async () => {
  const partner = await partnerServer();
  slowly(partner);
  const { world, id } = await runningExport(database.db, partner);
  worker(database.url, partner);
  await expect.poll(() => partner.messages.size, patience).toBeGreaterThan(5_000);
  await partner.close();
  await expect
    .poll(async () => (await storedExport(world, id)).waiting, patience)
    .toMatch(/^Segment does not answer since .*, next try /);
  const again = await partnerServer(partner.port);
  await expect.poll(async () => (await storedExport(world, id)).status, patience).toBe("DONE");
  expect(await storedExport(world, id)).toMatchObject({ waiting: null, accepted: BigInt(EVENTS) });
  expectEverything(partner, again);
}, 120_000);

test("after kill -9 of PostgreSQL in mid-run the export goes on by itself once it is back", async () => {
  const dir = await mkdtemp(join(tmpdir(), `junction-crash-${randomBytes(3).toString("hex")}-`));
  let server = await startPostgres({ dir });
  try {
    await once(server.url("postgres"), "create database crash");
    const url = server.url("crash");
    await migrate(url);
    const db = openDatabase(url);
    try {
      const partner = await partnerServer();
      slowly(partner);
      const { world, id } = await runningExport(db, partner);
      const only = worker(url, partner);
      await expect.poll(() => partner.messages.size, patience).toBeGreaterThan(5_000);
      process.kill(server.pid, "SIGKILL");
      server = await startPostgres({ dir });
      expect(server.url("crash")).toBe(url);
      await expect.poll(async () => (await storedExport(world, id)).status, patience).toBe("DONE");
      expect(await storedExport(world, id)).toMatchObject({ outcome: "accepted", accepted: BigInt(EVENTS) });
      expectEverything(partner);
      await only.kill("SIGTERM");
    } finally {
      await db.close();
    }
  } finally {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
}, 180_000);
