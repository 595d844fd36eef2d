import { expect, test } from "vitest";
import { briefHold } from "../../delivery/work-on.ts";
import { runWorker } from "../../jobs/run-worker.ts";
import { newId } from "../../kernel/ids.ts";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { addCalls, type DestinationWorld, keptEvents } from "../../testing/destination-world.ts";
import { claimDestination } from "../engine/claim-store.ts";
import { destinationRetention } from "../jobs/tickers.ts";
import { destinationTurns } from "../jobs/turns.ts";

const { database, world, misbehave } = destinationSuite({ max: 30 });

const patience = { timeout: 60_000, interval: 50 };
const arrived = async (of: DestinationWorld) => (await keptEvents(database.db, of)).length;

test("dead and slow partners keep no other destination waiting, and all end in order when the worker is asked to", async () => {
  const slow = await Promise.all(Array.from({ length: 12 }, world));
  const dead = await Promise.all(Array.from({ length: 12 }, world));
  const quick = await world();
  await Promise.all(slow.map((of) => misbehave(of, { delayMs: 12_000 })));
  await Promise.all(dead.map((of) => misbehave(of, { status: 503 })));
  await Promise.all([...slow, ...dead].map((of) => addCalls(database.db, of, [{ name: "Waits" }])));
  const worker = await runWorker({
    ctx: { ...quick.system, workspaceId: "" },
    jobs: [],
    tickers: [destinationTurns()],
    concurrency: 1,
  });
  try {
    await expect
      .poll(() => database.db.prisma.destination.count({ where: { lease: { not: null } } }), patience)
      .toBeGreaterThan(12);
    await addCalls(database.db, quick, [{ name: "Quick" }]);
    await expect.poll(() => arrived(quick), patience).toBe(1);
    expect(await Promise.all(slow.map(arrived))).toEqual(slow.map(() => 0));
    await expect.poll(() => Promise.all(slow.map(arrived)), patience).toEqual(slow.map(() => 1));
  } finally {
    await worker.stop();
  }
  expect(await database.db.prisma.destination.count({ where: { lease: { not: null } } })).toBe(0);
  for (const of of dead) {
    const { outage } = await database.db.prisma.destination.findFirstOrThrow({
      where: { id: of.destinationId },
    });
    expect(outage).toMatchObject({ said: "CleverTap answers 503" });
  }
}, 120_000);

test("nobody else works on a destination while its worker lives, and anybody does when it is silent", async () => {
  const of = await world();
  const workerId = newId();
  const heartbeat = (secondsAgo: number) =>
    database.db.sql(
      `insert into workers (id, host, pid, slots, started_at, heartbeat_at, memory_bytes)
       values ($1, '', 0, '{}', now(), now() - make_interval(secs => $2), 0)
       on conflict (id) do update set heartbeat_at = excluded.heartbeat_at`,
      [workerId, secondsAgo],
    );
  const claim = (lease: string) =>
    claimDestination(database.db, {
      workspaceId: of.workspaceId,
      id: of.destinationId,
      lease,
      activeHere: [],
      now: new Date(),
    });
  await heartbeat(0);
  expect(await claim(`${workerId}/1`)).not.toBeNull();
  const { lease } = briefHold({ workerId: newId(), signal: new AbortController().signal, attempt: 1 });
  expect(await claim(lease)).toBeNull();
  await heartbeat(11);
  expect(await claim(lease)).not.toBeNull();
});

test("a week of requests and eight days of counts are kept", async () => {
  const of = await world();
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const key = { workspaceId: of.workspaceId, destinationId: of.destinationId };
  for (const days of [1, 6.9, 7.1]) {
    const at = daysAgo(days);
    await database.db.prisma.destinationBatch.create({
      data: { ...key, id: newId(), seqs: [1n], firstSeq: 1n, lastSeq: 1n, records: 1, at },
    });
  }
  for (const days of [7.9, 8.1]) {
    await database.db.prisma.destinationCount.create({
      data: { ...key, minute: daysAgo(days), stage: "delivered", count: 1, latency: [] },
    });
  }
  const run = { signal: new AbortController().signal, workerId: newId(), attempt: 1 };
  expect(await destinationRetention.tick(of.system, run)).toBe(false);
  const where = { destinationId: of.destinationId };
  expect(await database.db.prisma.destinationBatch.count({ where })).toBe(2);
  expect(await database.db.prisma.destinationCount.count({ where })).toBe(1);
});
