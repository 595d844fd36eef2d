import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import Cursor from "pg-cursor";
import { request } from "undici";
import type { Database } from "../lib/db/client.ts";
import { addEvents, type ExportWorld } from "../lib/testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../lib/testing/make-export.ts";
import { alternate, type Figure, secondsOf } from "./kit.ts";
import { inWorld, peakOf, type WorkerWorld, withWorker } from "./worker-world.ts";

const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);
const FEW = 10_000;
const MANY = Number(process.env.BENCH_MANY ?? 1_000_000);
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

const withEvents = <T>(events: number, work: (given: WorkerWorld) => Promise<T>): Promise<T> =>
  inWorld((db, world) => fill(db, world, events), work);

const peak = (events: number): Promise<number> =>
  withEvents(events, (given) =>
    peakOf(given, `${events.toLocaleString("en")} events`, (world) => exportOnce(world, events)),
  );

/**
 * `export`: events a second of the worker, to those of a bare loop over the same rows and batches to the same server.
 * `export-memory`: a worker's peak (of its resident memory) with 1,000,000 events to that with 10,000 (1 is "does not grow").
 */
export async function bench(): Promise<Figure[]> {
  const rates = await withEvents(EVENTS, (given) =>
    withWorker(given, () =>
      alternate(
        async () => {
          let sent = 0;
          const seconds = await secondsOf(async () => {
            sent = await bareLoop(given.ground.databaseUrl, given.sinkUrl, given.world);
          });
          return sent / seconds;
        },
        async () => EVENTS / (await exportOnce(given.world, EVENTS)),
      ),
    ),
  );
  const few = await peak(FEW);
  const many = await peak(MANY);
  return [
    { name: "export", ratio: rates.product / rates.floor },
    { name: "export-memory", ratio: many / few },
  ];
}
