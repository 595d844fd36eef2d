import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import Cursor from "pg-cursor";
import { request } from "undici";
import { type Database, openDatabase } from "../lib/db/client.ts";
import { addEvents, type ExportWorld, exportWorld } from "../lib/testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../lib/testing/make-export.ts";
import { startWorker } from "../lib/testing/worker-process.ts";
import {
  alternate,
  type Figure,
  type Ground,
  median,
  note,
  peakBytes,
  secondsOf,
  startSink,
  withGround,
} from "./kit.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);
const FEW = 10_000;
const MANY = Number(process.env.BENCH_MANY ?? 1_000_000);
/** A worker's peak differs by some percent from one start to the next, with when it compiled what. */
const PEAKS = 3;
const BATCH_BYTES = 500_000;

/** A row of about 290 bytes, as the shop's events are. */
const properties = JSON.stringify({
  product_id: "sku-4711",
  name: "Linen shirt, long sleeves",
  category: "Shirts",
  price: 49.95,
  currency: "EUR",
  quantity: 1,
  variant: "blue / M",
  url: "https://shop.example/p/linen-shirt",
});

async function fill(db: Database, world: ExportWorld, count: number): Promise<void> {
  const step = 50_000;
  const from = yesterdayNoon(world).getTime() - 11 * 3_600_000;
  for (let done = 0; done < count; done += step) {
    // Each next one is a second later; one day holds them all because every step begins anew.
    await addEvents(db, world.workspaceId, {
      count: Math.min(step, count - done),
      from: new Date(from + done / 1_000),
      people: 500,
      properties,
    });
  }
  await db.sql("analyze events");
  await db.sql("analyze people");
}

/** The floor: reads the same rows through a cursor, one after the other, and posts the same batches. */
async function bareLoop(databaseUrl: string, sinkUrl: string, world: ExportWorld): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const cursor = client.query(
    new Cursor<string[]>(
      `select e.type, e.name, e.message_id, to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         coalesce(p.user_id, e.user_id), coalesce(e.anonymous_id, p.anonymous_id), e.properties::text, e.context::text
       from events e left join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
       where e.workspace_id = $1`,
      [world.workspaceId],
      { rowMode: "array" },
    ),
  );
  let batch: string[] = [];
  let bytes = 0;
  let sent = 0;
  const post = async () => {
    const answer = await request(`${sinkUrl}/v1/batch`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"batch":[${batch.join(",")}]}`,
    });
    await answer.body.text();
    sent += batch.length;
    batch = [];
    bytes = 0;
  };
  for (let rows = await cursor.read(1_000); rows.length > 0; rows = await cursor.read(1_000)) {
    for (const [type, name, messageId, timestamp, userId, anonymousId, props, context] of rows) {
      const text = `{"type":"${type}","messageId":${JSON.stringify(messageId)},"timestamp":"${timestamp}","userId":${JSON.stringify(userId)},"anonymousId":${JSON.stringify(anonymousId)},"event":${JSON.stringify(name)},"properties":${props},"context":${context}}`;
      const size = Buffer.byteLength(text) + 1;
      if (bytes + size > BATCH_BYTES || batch.length >= 2_500) {
        await post();
      }
      batch.push(text);
      bytes += size;
    }
  }
  await post();
  await cursor.close();
  await client.end();
  return sent;
}

/** Seconds from the first to the last thing that the worker did for one export of everything. */
async function exportOnce(world: ExportWorld, expected: number): Promise<number> {
  const { id } = await makeExport(world, { range: { kind: "last_7_days" } });
  for (;;) {
    const { status, accepted, outcome_reason: reason } = await storedExport(world, id);
    if (status === "DONE" && Number(accepted) === expected) {
      break;
    }
    if (status === "STOPPED" || status === "DONE") {
      throw new Error(`The export ended with ${accepted} of ${expected}: ${reason}`);
    }
    await sleep(100);
  }
  const run = await world.ctx.db.prisma.exportRun.findFirstOrThrow({ where: { exportId: id } });
  return ((run.endedAt?.getTime() ?? 0) - (run.startedAt?.getTime() ?? 0)) / 1_000;
}

async function inWorld<T>(
  events: number,
  work: (parts: { ground: Ground; world: ExportWorld; sinkUrl: string }) => Promise<T>,
): Promise<T> {
  const sink = await startSink();
  try {
    return await withGround(async (ground) => {
      const db = openDatabase(ground.databaseUrl);
      try {
        const world = await exportWorld(db, sink);
        await fill(db, world, events);
        return await work({ ground, world, sinkUrl: sink.url });
      } finally {
        await db.close();
      }
    });
  } finally {
    sink.stop();
  }
}

/** The median peak of workers that each did one export of `events`, and nothing before. */
async function peakOf(events: number): Promise<number> {
  const peaks: number[] = [];
  await inWorld(events, async ({ ground, world, sinkUrl }) => {
    for (let round = 0; round < PEAKS; round += 1) {
      const worker = startWorker(ground.databaseUrl, sinkUrl);
      try {
        await exportOnce(world, events);
        peaks.push(await peakBytes(worker.pid));
      } finally {
        await worker.kill("SIGTERM");
      }
    }
  });
  const all = peaks.map((peak) => Math.round(peak / 1e6)).join(", ");
  note(`  ${events.toLocaleString("en")} events: the worker's peak is ${all} MB`);
  return median(peaks);
}

/**
 * `export`: events a second of the worker, to those of a bare loop over the same rows and batches to the same server.
 * `export-memory`: a worker's peak (of its resident memory) with 1,000,000 events to that with 10,000 (1 is "does not grow").
 */
export async function bench(): Promise<Figure[]> {
  const rates = await inWorld(EVENTS, async ({ ground, world, sinkUrl }) => {
    const worker = startWorker(ground.databaseUrl, sinkUrl);
    try {
      return await alternate(
        async () => {
          let sent = 0;
          const seconds = await secondsOf(async () => {
            sent = await bareLoop(ground.databaseUrl, sinkUrl, world);
          });
          return sent / seconds;
        },
        async () => EVENTS / (await exportOnce(world, EVENTS)),
      );
    } finally {
      await worker.kill("SIGTERM");
    }
  });
  const few = await peakOf(FEW);
  const many = await peakOf(MANY);
  return [
    { name: "export", ratio: rates.product / rates.floor },
    { name: "export-memory", ratio: many / few },
  ];
}
