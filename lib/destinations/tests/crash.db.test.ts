import { afterEach, expect, test } from "vitest";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { addCalls } from "../../testing/destination-world.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";

const { database, clevertapUrl, world, misbehave } = destinationSuite();
const patience = { timeout: 100_000, interval: 100 };
const workers: WorkerProcess[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill("SIGKILL")));
});

function worker(): WorkerProcess {
  const started = startWorker(database.url, { JUNCTION_HOST_CLEVERTAP_EU1: clevertapUrl() });
  workers.push(started);
  return started;
}

const EVENTS = 100_000;
const PEOPLE = 2_000;
const HOUR_MS = 3_600_000;

test("CleverTap down for an hour with 100,000 events arriving, and the worker killed twice: each is there once, in each user's order", async () => {
  const of = await world();
  const kept = async () => database.db.prisma.sandboxEvent.count({ where: { account: of.account } });
  const outage = async () => {
    const { outage } = await database.db.prisma.destination.findFirstOrThrow({
      where: { id: of.destinationId },
    });
    return outage as { sinceMs: number; nextMs: number; tries: number } | null;
  };
  const inDoubt = () =>
    database.db.prisma.destinationBatch.count({
      where: { destinationId: of.destinationId, state: "sending" },
    });

  // It goes down while the first calls come; the others follow for an hour.
  await misbehave(of, { status: 503 });
  const beganMs = Date.now() - HOUR_MS;
  const first = worker();
  for (let from = 0; from < EVENTS; from += 10_000) {
    await addCalls(
      database.db,
      of,
      Array.from({ length: 10_000 }, (_, index) => {
        const n = from + index;
        const receivedAt = new Date(beganMs + (n / EVENTS) * HOUR_MS);
        return {
          user: `user-${n % PEOPLE}`,
          name: n % 3 ? "Viewed" : "Bought",
          properties: { n },
          receivedAt,
        };
      }),
    );
  }
  await expect.poll(outage, patience).toMatchObject({ said: "CleverTap answers 503" });
  // The hour is over: what waits longer and longer is due.
  await database.db.sql(
    `update destinations set outage = outage || jsonb_build_object('sinceMs', $2::float8, 'nextMs', 0)
     where id = $1::uuid`,
    [of.destinationId, beganMs],
  );
  expect(await kept()).toBe(0);
  // Slow enough that requests are on their way when the workers die; they are taken, and nobody hears the answer.
  await misbehave(of, { delayMs: 700 });
  await expect.poll(kept, patience).toBeGreaterThan(0);
  await expect.poll(inDoubt, patience).toBeGreaterThan(0);
  await first.kill("SIGKILL");
  const before = await kept();
  const second = worker();
  await expect.poll(kept, patience).toBeGreaterThan(before);
  await expect.poll(inDoubt, patience).toBeGreaterThan(0);
  await second.kill("SIGKILL");
  expect(await kept()).toBeLessThan(EVENTS);
  worker();
  await misbehave(of, {});
  await expect
    .poll(async () => {
      const { positionTx } = await database.db.prisma.destination.findFirstOrThrow({
        where: { id: of.destinationId },
      });
      const [last] = await database.db.sql<{ tx: bigint }>(`select max(tx) as tx from events`);
      return positionTx > (last?.tx ?? 0n);
    }, patience)
    .toBe(true);

  const [found] = await database.db.sql<{ rows: number; numbers: number; disordered: number }>(
    `select count(*)::int as rows, count(distinct n)::int as numbers,
       (count(*) filter (where n <= before))::int as disordered
     from (select n, lag(n) over (partition by identity order by id) as before
       from (select id, identity, (data->>'n')::int as n from sandbox_events where account = $1) e) e`,
    [of.account],
  );
  expect(found).toEqual({ rows: EVENTS, numbers: EVENTS, disordered: 0 });
  const counts = await database.db.prisma.destinationCount.groupBy({
    by: ["stage"],
    where: { destinationId: of.destinationId, code: "" },
    _sum: { count: true },
  });
  const counted = Object.fromEntries(counts.map((row) => [row.stage, Number(row._sum.count)]));
  expect(counted).toMatchObject({ received: EVENTS, delivered: EVENTS });
  expect(await inDoubt()).toBe(0);
}, 300_000);
