import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Pool } from "undici";
import { alternate, type Bench, inLanes, note, secondsOf, withGround } from "./kit.ts";

const BATCH = 100;
const BATCHES = Number(process.env.BENCH_BATCHES ?? 200);
/** Connections to the database of the floor, and HTTP connections of the product. */
const LANES = 4;
const PEOPLE = 2_000;
const key = "wk_bench_ingest_0000000000000000";

type Call = Record<string, unknown> & { messageId: string; timestamp: string };

const at = (n: number) => new Date(Date.now() - (n % 60) * 1_000).toISOString();

/** About 290 bytes of properties and context, as a shop sends them. */
export function order(n: number): Call {
  return {
    type: "track",
    event: `Product ${["Viewed", "Added", "Removed", "Shared"][n % 4]}`,
    userId: `cust-${n % PEOPLE}`,
    messageId: randomUUID(),
    timestamp: at(n),
    properties: {
      product_id: `P-${n % 500}`,
      sku: `SKU-${n % 500}`,
      name: "White hanging heart holder",
      category: "Home",
      price: (n % 90) + 0.55,
      quantity: (n % 6) + 1,
      currency: "GBP",
    },
    context: { library: { name: "bench", version: "1" }, locale: "en-GB", page: { path: `/p/${n % 500}` } },
  };
}

/** Of a hundred calls of a shop's day: one stranger, two logins, three pages, the rest tracked. */
export function mixed(n: number): Call {
  const call = order(n);
  switch (n % 100) {
    case 7: {
      const { userId: _none, ...stranger } = call;
      return { ...stranger, anonymousId: randomUUID() };
    }
    case 23:
    case 71: {
      const { event: _event, properties: _properties, ...who } = call;
      return {
        ...who,
        type: "identify",
        anonymousId: `a-${n % PEOPLE}`,
        traits: { plan: "gold", visits: n },
      };
    }
    case 11:
    case 42:
    case 88: {
      const { event: _event, ...page } = call;
      return { ...page, type: "page", name: "Product" };
    }
    default:
      return call;
  }
}

export function batches(round: number, make: (n: number) => Call): Call[][] {
  return Array.from({ length: BATCHES }, (_, batch) =>
    Array.from({ length: BATCH }, (_, index) => make((round * BATCHES + batch) * BATCH + index)),
  );
}

/** What the floor runs: nothing but the rows, ready to be stored. */
export const floorSql = `with keys as (
    insert into event_keys (workspace_id, message_id, received_at)
    select $1, k, $3 from unnest($4::text[]) k order by k on conflict do nothing returning message_id)
  insert into events (workspace_id, received_at, "timestamp", type, name, person_id, source_id, message_id, user_id,
    anonymous_id, properties, context)
  select $1, $3, e.at, e.type, e.name, e.person_id, $2, e.message_id, e.user_id, e.anonymous_id, e.properties, e.context
  from unnest($4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::jsonb[],
    $12::jsonb[]) as e(message_id, at, type, name, person_id, user_id, anonymous_id, properties, context)
  join keys using (message_id)`;

export function floorValues(
  workspaceId: string,
  sourceId: string,
  people: string[],
  batch: Call[],
): unknown[] {
  return [
    workspaceId,
    sourceId,
    new Date(),
    batch.map((call) => call.messageId),
    batch.map((call) => call.timestamp),
    batch.map((call) => call.type),
    batch.map((call) => call.event ?? call.name ?? call.type),
    batch.map((call, index) => people[(String(call.userId).length * 31 + index) % people.length]),
    batch.map((call) => call.userId ?? null),
    batch.map((call) => call.anonymousId ?? null),
    batch.map((call) => JSON.stringify(call.properties ?? call.traits ?? {})),
    batch.map((call) => JSON.stringify(call.context)),
  ];
}

/** Events per second over HTTP, in batches of 100, against plain inserts of the same rows. */
export const bench: Bench = () =>
  withGround(async (ground) => {
    const web = await ground.start("web", { JUNCTION_WRITE_KEY: key });
    await ground.start("worker");
    const pool = new pg.Pool({ connectionString: ground.databaseUrl, max: LANES });
    const http = new Pool(web.url, { connections: LANES, pipelining: 1 });
    const authorization = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
    const post = async (body: string) => {
      const headers = { authorization, "content-type": "application/json" };
      const answer = await http.request({ method: "POST", path: "/v1/batch", headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) {
        throw new Error(`The web process answered ${answer.statusCode}: ${text}`);
      }
    };
    const people = Array.from({ length: PEOPLE }, () => randomUUID());
    const [workspaceId, sourceId] = [randomUUID(), randomUUID()];

    const floor = (make: (n: number) => Call) => async (round: number) => {
      const values = batches(round, make).map((batch) => floorValues(workspaceId, sourceId, people, batch));
      const seconds = await secondsOf(() =>
        inLanes(values, LANES, async (row) => {
          await pool.query({ name: "floor", text: floorSql, values: row });
        }),
      );
      return (BATCHES * BATCH) / seconds;
    };
    const product = (make: (n: number) => Call) => async (round: number) => {
      const bodies = batches(round, make).map((batch) => JSON.stringify({ batch }));
      return (BATCHES * BATCH) / (await secondsOf(() => inLanes(bodies, LANES, post)));
    };
    // The worker's catalogue must not be busy with the last round while the next one is measured.
    const rest = async () => {
      for (;;) {
        const { rows } = await pool.query<{ behind: boolean }>(
          `select exists (select 1 from event_cursors c join events e on e.workspace_id = c.workspace_id and e.tx >= c.tx) as behind`,
        );
        if (!rows[0]?.behind) {
          return;
        }
        await sleep(100);
      }
    };
    const measure = async (name: string, make: (n: number) => Call) => {
      note(`${name}: ${BATCHES} batches of ${BATCH}, ${LANES} connections`);
      await floor(make)(100);
      await product(make)(100);
      const rates = await alternate(floor(make), product(make), { between: rest });
      note(`${name}: ${Math.round(rates.product)} of ${Math.round(rates.floor)} events/s`);
      return { name, ratio: rates.product / rates.floor };
    };
    const figures = [await measure("ingest", order), await measure("ingest-mixed", mixed)];
    await http.close();
    await pool.end();
    return figures;
  });
