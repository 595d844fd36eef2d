import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { tokenHash } from "../lib/access/secret-box.ts";
import { type Database, openDatabase } from "../lib/db/client.ts";
import { newId } from "../lib/kernel/ids.ts";
import { type DestinationWorld, destinationWorld } from "../lib/testing/destination-world.ts";
import { startWorker } from "../lib/testing/worker-process.ts";
import { mixed } from "./ingest.ts";
import {
  alternate,
  type Figure,
  type Ground,
  inLanes,
  median,
  note,
  peakBytes,
  secondsOf,
  startSink,
  withGround,
} from "./kit.ts";

const BATCH = 100;
const BATCHES = Number(process.env.BENCH_BATCHES ?? 300);
const LANES = 4;
const FEW = 10_000;
const MANY = Number(process.env.BENCH_MANY ?? 300_000);
/** A worker's peak differs by some percent from one start to the next, with when it compiled what. */
const PEAKS = 3;
const key = "wk_bench_destination_000000000000";

type Parts = { ground: Ground; db: Database; world: DestinationWorld; sinkUrl: string };

async function inWorld<T>(work: (parts: Parts) => Promise<T>): Promise<T> {
  const sink = await startSink();
  try {
    return await withGround(async (ground) => {
      const db = openDatabase(ground.databaseUrl);
      try {
        const world = await destinationWorld(db, sink.url);
        await db.prisma.writeKey.create({
          data: {
            id: newId(),
            workspaceId: world.workspaceId,
            sourceId: world.sourceId,
            name: "Bench",
            keyHash: tokenHash(key),
            last4: key.slice(-4),
            createdBy: "Bench",
          },
        });
        return await work({ ground, db, world, sinkUrl: sink.url });
      } finally {
        await db.close();
      }
    });
  } finally {
    sink.stop();
  }
}

/** Posts calls to the web process as the ingest bench does. */
function poster(url: string): { post(round: number): Promise<void>; close(): Promise<void> } {
  const http = new Pool(url, { connections: LANES, pipelining: 1 });
  const headers = {
    authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
    "content-type": "application/json",
  };
  return {
    post: async (round) => {
      const bodies = Array.from({ length: BATCHES }, (_, batch) =>
        JSON.stringify({
          batch: Array.from({ length: BATCH }, (_, index) =>
            mixed((round * BATCHES + batch) * BATCH + index),
          ),
        }),
      );
      await inLanes(bodies, LANES, async (body) => {
        const answer = await http.request({ method: "POST", path: "/v1/batch", headers, body });
        const text = await answer.body.text();
        if (answer.statusCode !== 200) {
          throw new Error(`The web process answered ${answer.statusCode}: ${text}`);
        }
      });
    },
    close: () => http.close(),
  };
}

async function decided(db: Database, world: DestinationWorld): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    `select coalesce(sum(count), 0)::float8 as count from destination_counts where destination_id = $1::uuid and stage = 'received'`,
    [world.destinationId],
  );
  return rows[0]?.count ?? 0;
}

/** Resolves when all of the log is decided by the destination, and the catalogue has read it. */
async function drained(db: Database, world: DestinationWorld): Promise<void> {
  for (;;) {
    const rows = await db.sql<{ behind: boolean }>(
      `select exists (select 1 from events e join destinations d on d.id = $1::uuid
           and e.workspace_id = d.workspace_id and (e.tx, e.seq) > (d.position_tx, d.position_seq)) as behind`,
      [world.destinationId],
    );
    if (!rows[0]?.behind) {
      return;
    }
    await sleep(20);
  }
}

async function rest(db: Database): Promise<void> {
  for (;;) {
    const rows = await db.sql<{ behind: boolean }>(
      `select exists (select 1 from event_cursors c join events e on e.workspace_id = c.workspace_id and e.tx >= c.tx) as behind`,
    );
    if (!rows[0]?.behind) {
      return;
    }
    await sleep(100);
  }
}

const hosts = (sinkUrl: string) => ({ JUNCTION_HOST_CLEVERTAP_EU1: sinkUrl });

/** Events a second from the first request until the last event is accepted, to those of receiving them alone. */
async function rates(): Promise<number> {
  return inWorld(async ({ ground, db, world, sinkUrl }) => {
    const web = await ground.start("web");
    const worker = startWorker(ground.databaseUrl, hosts(sinkUrl));
    const { post, close } = poster(web.url);
    const count = BATCHES * BATCH;
    const set = (enabled: boolean) =>
      db.sql(
        `update destinations set enabled = $2, version = version + 1,
           position_tx = pg_snapshot_xmin(pg_current_snapshot())::text::bigint, position_seq = 0 where id = $1::uuid`,
        [world.destinationId, enabled],
      );
    let round = 0;
    try {
      await set(false);
      await post(round++);
      await set(true);
      await post(round++);
      await drained(db, world);
      const rate = await alternate(
        async () => count / (await secondsOf(() => post(round++))),
        async () => {
          await set(true);
          const before = await decided(db, world);
          const seconds = await secondsOf(async () => {
            await post(round++);
            await drained(db, world);
          });
          const sent = (await decided(db, world)) - before;
          if (sent !== count) {
            throw new Error(`${sent} of ${count} events were decided.`);
          }
          await set(false);
          return count / seconds;
        },
        {
          between: async () => {
            await set(false);
            await rest(db);
          },
        },
      );
      note(`destination: ${Math.round(rate.product)} of ${Math.round(rate.floor)} events/s`);
      return rate.product / rate.floor;
    } finally {
      await worker.kill("SIGTERM");
      await close();
    }
  });
}

const properties = JSON.stringify({
  product_id: "sku-4711",
  name: "Linen shirt, long sleeves",
  category: "Shirts",
  price: 49.95,
  currency: "EUR",
  url: "https://shop.example/p/linen-shirt",
});

async function fill(db: Database, { workspaceId, sourceId }: DestinationWorld, count: number): Promise<void> {
  const step = 50_000;
  for (let from = 0; from < count; from += step) {
    await db.sql(
      `insert into events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id, user_id, properties)
       select $1::uuid, now(), now(), 'track', 'Product Viewed', md5(($3::int + n % 5000)::text)::uuid, $2::uuid,
         gen_random_uuid()::text, 'user-' || n % 5000, $4::jsonb
       from generate_series(1, $5::int) n`,
      [workspaceId, sourceId, 0, properties, Math.min(step, count - from)],
    );
  }
  await db.sql("analyze events");
}

/** The median peak of workers that each drained `count` waiting calls, and did nothing before. */
async function peakOf(count: number): Promise<number> {
  const peaks: number[] = [];
  await inWorld(async ({ ground, db, world, sinkUrl }) => {
    await fill(db, world, count);
    for (let round = 0; round < PEAKS; round += 1) {
      await db.sql(`update destinations set position_tx = 0, position_seq = 0 where id = $1::uuid`, [
        world.destinationId,
      ]);
      await db.sql(`delete from destination_batches`);
      const worker = startWorker(ground.databaseUrl, hosts(sinkUrl));
      try {
        await drained(db, world);
        peaks.push(await peakBytes(worker.pid));
      } finally {
        await worker.kill("SIGTERM");
      }
    }
  });
  const all = peaks.map((peak) => Math.round(peak / 1e6)).join(", ");
  note(`  ${count.toLocaleString("en")} events: the worker's peak is ${all} MB`);
  return median(peaks);
}

/**
 * `destination`: events a second from receipt over HTTP to acceptance by the partner, to receiving alone. `destination-memory`:
 * a worker's peak with many waiting calls to that with few (1 is "does not grow").
 */
export async function bench(): Promise<Figure[]> {
  const ratio = await rates();
  const few = await peakOf(FEW);
  const many = await peakOf(MANY);
  return [
    { name: "destination", ratio },
    { name: "destination-memory", ratio: many / few },
  ];
}
