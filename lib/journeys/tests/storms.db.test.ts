import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ctx } from "../../context.ts";
import { type Database, openDatabase } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { systemClock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { guardCluster } from "../../launch/guard-cluster.mjs";
import { type PostgresServer, startPostgres } from "../../launch/postgres.ts";
import { sender } from "../../testing/ingest.ts";
import { type JourneyBooks, journeyBooks, leftToDo } from "../../testing/journey-books.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { once } from "../../testing/once.ts";
import { type PartnerServer, startPartnerServer } from "../../testing/partner-server.ts";
import {
  DOCUMENTS,
  OF_EACH,
  randomStorm,
  type Storm,
  type StormEvent,
  type Strike,
} from "../../testing/random-storms.ts";
import { workJourneys } from "../../testing/work-journeys.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";
import { journeyFollower } from "../live/follow.ts";

/** Another one tries other journeys, events and crashes: JUNCTION_TEST_SEED=8 npx vitest run storms */
const seed = Number(process.env.JUNCTION_TEST_SEED ?? 7);
const patience = { timeout: 60_000, interval: 50 };
const BATCH = 40;

type World = { workspaceId: string; ctx: Awaited<ReturnType<typeof journeyGround>>["ctx"]; key: string };

let dir = "";
let letGo = () => {};
let server: PostgresServer;
let partner: PartnerServer;
const workers: WorkerProcess[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), `junction-storm-${randomBytes(3).toString("hex")}-`));
  // A test run that is killed leaves no server behind.
  letGo = guardCluster(dir, dir);
  [server, partner] = await Promise.all([startPostgres({ dir }), startPartnerServer()]);
}, 60_000);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill("SIGKILL")));
  await Promise.all([server?.stop(), partner?.close()]);
  letGo();
  await rm(dir, { recursive: true, force: true });
});

/** A workspace whose journeys wait for people, as a database that others are copied from: ids are the same in all. */
async function prepared(storm: Storm): Promise<World> {
  await once(server.url("postgres"), "create database seed");
  const url = server.url("seed");
  await migrate(url);
  const db = openDatabase(url);
  try {
    const ground = await journeyGround(db, partner, { now: new Date().toISOString() });
    const { ctx, workspaceId, connectionId, key } = ground;
    await ground.people(OF_EACH, { plan: "gold" }, "gold");
    await ground.people(OF_EACH, { plan: "free" }, "free");
    const audiences = Array.from({ length: DOCUMENTS }, newId);
    for (const [place, id] of audiences.entries()) {
      await db.prisma.audience.create({
        data: { workspaceId, id, name: `Audience ${place}`, origin: "csv", createdBy: "Mara" },
      });
    }
    for (const [place, document] of storm.documents({ connectionId, audiences }).entries()) {
      await ground.running(document, `Journey ${place}`);
    }
    return { workspaceId, ctx, key };
  } finally {
    await db.close();
  }
}

const startOn = (url: string): WorkerProcess => {
  const started = startWorker(url, {
    JUNCTION_HOST_SEGMENT_US: partner.url,
    JUNCTION_URL: "https://junction.example",
  });
  workers.push(started);
  return started;
};

/** Sends what happens to people, in order; what is not acknowledged is sent once more under the same ids. */
async function happens({ ctx, key }: World, db: Database, name: string, events: StormEvent[]): Promise<void> {
  const send = sender({ ...ctx, db, clock: systemClock }, key);
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH).map(({ userId, event, key: own, wakesMs }, n) => {
      const wakes = new Date(Date.now() + wakesMs).toISOString();
      const at = { messageId: `${name} ${from + n}`, timestamp: new Date().toISOString() };
      return { type: "track", userId, event, ...at, properties: { key: own, wakes } };
    });
    const isTaken = async () => {
      const reply = await send("batch", { batch }).catch(() => null);
      return reply?.status === 200;
    };
    await expect.poll(isTaken, patience).toBe(true);
  }
}

const nothing = { pending: 0, unread: 0, due: 0 };
const left = (world: World, db: Database) => leftToDo(db, world.workspaceId).catch(() => null);

/** Kills what the strike says once calls have come, and starts it again. Resolves whether something was left to do. */
async function hit(
  strike: Strike,
  { world, db, url, isFed }: { world: World; db: Database; url: string; isFed(): boolean },
): Promise<boolean> {
  const calls = partner.calls.length + strike.afterCalls;
  // Two are at it together, where the other has come up by then.
  const killed = strike.worker ? workers.at(-1) : undefined;
  if (killed) {
    startOn(url);
  }
  const isTime = async () =>
    partner.calls.length >= calls ||
    (isFed() && JSON.stringify(await left(world, db)) === JSON.stringify(nothing));
  await expect.poll(isTime, { ...patience, interval: 5 }).toBe(true);
  await delay(strike.laterMs);
  const open = await left(world, db);
  await killed?.kill("SIGKILL");
  if (strike.postgres) {
    process.kill(server.pid, "SIGKILL");
    server = await startPostgres({ dir });
    expect(server.url("storm")).toBe(url);
  }
  if (killed) {
    // Others would notice by themselves after ten seconds.
    await once(
      url,
      `update workers set heartbeat_at = heartbeat_at - interval '1 minute' where pid = ${killed.pid}`,
    );
  }
  return Object.values(open ?? {}).some((count) => count > 0);
}

type Run = { books: JourneyBooks; hits: number };

/** Lets all of it happen on a copy of the database. */
async function run(
  world: World,
  name: "calm" | "storm",
  happen: (db: Database, url: string) => Promise<number>,
): Promise<Run> {
  partner.reset();
  const db = openDatabase(server.url(name));
  try {
    const hits = await happen(db, server.url(name));
    return { books: await journeyBooks(db, world.workspaceId, partner), hits };
  } finally {
    await db.close();
  }
}

/** Nobody disturbs the work, which this process does step by step. */
const calmly = (storm: Storm, world: World): Promise<Run> =>
  run(world, "calm", async (db) => {
    const ctx = { ...world.ctx, db, clock: systemClock };
    const system: Ctx = { ...ctx, actor: { kind: "system", name: "Junction" } };
    const follower = journeyFollower(() => {});
    for (const [part, slices] of storm.parts.entries()) {
      for (const [slice, events] of slices.entries()) {
        await happens(world, db, `${part} ${slice}`, events);
        await workJourneys(system, { follower });
      }
      const isLeft = async () => {
        await workJourneys(system, { follower });
        return left(world, db);
      };
      await expect.poll(isLeft, patience).toEqual(nothing);
    }
    return 0;
  });

/** Real workers do it, and are killed at it. */
const stormily = (storm: Storm, world: World): Promise<Run> =>
  run(world, "storm", async (db, url) => {
    partner.misbehave = ({ index }) => delay((index * 37) % 90, undefined);
    let hits = 0;
    for (const [part, slices] of storm.parts.entries()) {
      for (const [slice, events] of slices.entries()) {
        let isFed = false;
        const fed = happens(world, db, `${part} ${slice}`, events).finally(() => {
          isFed = true;
        });
        const strike = storm.strikes[part]?.[slice];
        if (strike) {
          hits += Number(await hit(strike, { world, db, url, isFed: () => isFed }));
        }
        await fed;
      }
      await expect.poll(() => left(world, db), patience).toEqual(nothing);
    }
    await Promise.all(workers.map((worker) => worker.kill("SIGKILL")));
    return hits;
  });

it(`after kill -9 of workers and of PostgreSQL, anywhere, nobody is lost, skipped or walked twice: all is as if nobody had (seed ${seed})`, async () => {
  const [storm] = fc.sample(randomStorm, { seed, numRuns: 1 });
  if (!storm) {
    throw new Error("There is no storm.");
  }
  const world = await prepared(storm);
  await once(server.url("postgres"), "create database calm template seed");
  await once(server.url("postgres"), "create database storm template seed");
  // Nobody kills this one.
  await once(server.url("postgres"), "alter database calm set synchronous_commit = off");
  // It comes up meanwhile: nothing has happened in its database yet.
  startOn(server.url("storm"));
  const calm = await calmly(storm, world);
  const stormy = await stormily(storm, world);
  expect(stormy.books.calls).toEqual(calm.books.calls);
  expect(stormy.books).toEqual(calm.books);
  // It was worth comparing.
  expect(calm.books.calls.length).toBeGreaterThan(OF_EACH * 2);
  expect(calm.books.messages).toHaveLength(calm.books.calls.length);
  expect(stormy.hits).toBeGreaterThan(0);
}, 240_000);
