import { once as onceEmitted } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type pg from "pg";
import { secretBox } from "../lib/access/secret-box.ts";
import type { Ctx } from "../lib/context.ts";
import { type Database, openDatabase } from "../lib/db/client.ts";
import { migrate } from "../lib/db/migrate.ts";
import { eventDays } from "../lib/events/event-days.ts";
import { advance } from "../lib/events/log.ts";
import { fixedClock } from "../lib/kernel/clock.ts";
import { silentLogger } from "../lib/kernel/logger.ts";
import { startPostgres } from "../lib/launch/postgres.ts";
import { note } from "./kit.ts";
import { DAYS, eventsOf, NOW, person, personId, type Size } from "./segments-shop.ts";

const CHUNK = 200_000;
const WORKSPACE = "01a00000-0000-7000-8000-000000000001";
const SOURCE = "01a00000-0000-7000-8000-000000000002";
/** Raised when the data are made otherwise: folders of before are not read then. */
const VERSION = 1;

type Connection = Awaited<ReturnType<DuckDBInstance["connect"]>>;
export type SegmentsGround = {
  ctx: Ctx;
  database: Database;
  databaseUrl: string;
  duck: Connection;
  close(): Promise<void>;
};

const cells = (row: readonly (string | number | null)[]): string =>
  `${row.map((cell) => cell ?? "\\N").join("\t")}\n`;

async function write(file: string, rows: Iterable<string>): Promise<void> {
  const out = createWriteStream(file);
  let piece: string[] = [];
  for (const row of rows) {
    if (piece.push(row) === 5_000) {
      if (!out.write(piece.join(""))) {
        await onceEmitted(out, "drain");
      }
      piece = [];
    }
  }
  out.end(piece.join(""));
  await onceEmitted(out, "close");
  await chmod(file, 0o644);
}

const peopleColumns = ["id", "user_id", "email", "phone", "properties", "context", "first_seen"];
const eventColumns = [
  "received_at",
  "timestamp",
  "type",
  "name",
  "person_id",
  "message_id",
  "user_id",
  "properties",
];

function* peopleRows(from: number, to: number): Generator<string> {
  for (let place = from; place < to; place += 1) {
    const { id, userId, email, phone, properties, context, firstSeen } = person(place);
    yield cells([id, userId, email, phone, properties, context, firstSeen]);
  }
}

function* eventRows(size: Size, chunk: number, chunks: number): Generator<string> {
  let number = 0;
  for (const { at, type, name, place, properties } of eventsOf(size, chunk, chunks)) {
    number += 1;
    const time = new Date(at).toISOString();
    yield cells([time, time, type, name, personId(place), `m-${chunk}-${number}`, `u-${place}`, properties]);
  }
}

/** A chunk goes into both stores; which are there is told by the table of chunks, in the rows' own transaction. */
type Table = {
  name: "people" | "events";
  columns: string[];
  chunks: number;
  rows(chunk: number): Iterable<string>;
  /** What PostgreSQL does with the staged rows. */
  insert: string;
  /** The same columns as Junction stores them, then those that whoever knows the shop would have made of the JSON. */
  parquet: string;
};

function tablesOf(size: Size): Table[] {
  const chunksOf = (rows: number) => Math.max(1, Math.ceil(rows / CHUNK));
  const [ofPeople, ofEvents] = [chunksOf(size.people), chunksOf(size.events)];
  return [
    {
      name: "people",
      columns: peopleColumns,
      chunks: ofPeople,
      rows: (chunk) =>
        peopleRows(
          Math.floor((size.people * chunk) / ofPeople),
          Math.floor((size.people * (chunk + 1)) / ofPeople),
        ),
      insert: `with new as (insert into people (workspace_id, id, user_id, email, phone, properties, first_seen, last_seen)
          select '${WORKSPACE}', id::uuid, user_id, email, phone, properties::jsonb, first_seen::timestamptz, '${NOW.toISOString()}'
          from staged returning 1)
        insert into person_contexts (workspace_id, person_id, context)
        select '${WORKSPACE}', id::uuid, context::jsonb from staged`,
      parquet: `id::uuid as id, user_id, email, phone, properties::json as properties, context::json as context,
        first_seen::timestamptz as first_seen, properties->>'plan' as plan, properties->>'country' as country,
        properties->>'gender' as gender, properties->>'locale' as locale`,
    },
    {
      name: "events",
      columns: eventColumns,
      chunks: ofEvents,
      rows: (chunk) => eventRows(size, chunk, ofEvents),
      insert: `insert into events (workspace_id, received_at, "timestamp", type, name, person_id, source_id, message_id,
          user_id, properties, context)
        select '${WORKSPACE}', received_at::timestamptz, "timestamp"::timestamptz, type, name, person_id::uuid,
          '${SOURCE}', message_id, user_id, properties::jsonb,
          '{"library": {"name": "analytics.js", "version": "2.1"}, "locale": "en-GB"}' from staged`,
      parquet: `received_at::timestamptz as received_at, "timestamp"::timestamptz as "timestamp", type, name,
        person_id::uuid as person_id, message_id, user_id, properties::json as properties,
        properties->>'category' as category, properties->>'product_id' as product_id,
        (properties->>'price')::double as price, (properties->>'amount')::double as amount`,
    },
  ];
}

async function load(table: Table, pool: pg.Pool, duck: Connection, dir: string): Promise<void> {
  const { rows: done } = await pool.query<{ chunk: number }>(
    "select chunk from bench_chunks where name = $1",
    [table.name],
  );
  const there = new Set(done.map(({ chunk }) => chunk));
  const text = (kind: string) => table.columns.map((column) => `"${column}" ${kind}`).join(", ");
  for (let chunk = 0; chunk < table.chunks; chunk += 1) {
    if (there.has(chunk)) {
      continue;
    }
    const file = join(dir, "chunk.tsv");
    const parquet = join(dir, table.name, `${String(chunk).padStart(5, "0")}.parquet`);
    await write(file, table.rows(chunk));
    const columns = `{${table.columns.map((column) => `'${column}': 'varchar'`).join(", ")}}`;
    await duck.run(`copy (select ${table.parquet} from read_csv('${file}', delim = '\t', quote = '', escape = '',
      nullstr = '\\N', header = false, auto_detect = false, columns = ${columns})) to '${parquet}.new' (format parquet)`);
    await rename(`${parquet}.new`, parquet);
    const client = await pool.connect();
    await client.query("begin");
    await client.query(`create temp table staged (${text("text")}) on commit drop`);
    await client.query(`copy staged from '${file}'`);
    await client.query(table.insert);
    await client.query("insert into bench_chunks (name, chunk) values ($1, $2)", [table.name, chunk]);
    await client.query("commit");
    client.release();
    await rm(file);
    note(`  ${table.name}: ${chunk + 1} of ${table.chunks} chunks`);
  }
}

const ctxOf = (database: Database): Ctx => ({
  actor: { kind: "system", name: "Junction" },
  workspaceId: WORKSPACE,
  db: database,
  clock: fixedClock(NOW),
  log: silentLogger,
  secrets: secretBox("a benchmark has none"),
  http: () => Promise.reject(new Error("A benchmark calls nobody.")),
  hosts: {},
});

/**
 * The shop in a PostgreSQL with the settings of `npm start` and as Parquet. It is kept for the next run, outside the
 * checkout (about 9 GB; BENCH_DIR says where); a run that was killed goes on where it was.
 */
export async function segmentsGround(size: Size): Promise<SegmentsGround> {
  const kept = process.env.BENCH_DIR ?? join(tmpdir(), "junction-bench-segments");
  const dir = resolve(kept, `v${VERSION}-${size.people}-${size.events}`);
  for (const folder of ["people", "events"]) {
    await mkdir(join(dir, folder), { recursive: true });
  }
  if (!existsSync(join(dir, "postgres"))) {
    note(`making ${size.people} people and ${size.events} events in ${dir}`);
  }
  const postgres = await startPostgres({ dir: join(dir, "postgres") });
  const admin = openDatabase(postgres.url("postgres"), { max: 1 });
  const [there] = await admin.sql("select 1 from pg_database where datname = 'shop'");
  if (!there) {
    await admin.pool.query("create database shop");
  }
  await admin.close();
  await migrate(postgres.url("shop"));
  const database = openDatabase(postgres.url("shop"), { max: 4 });
  const instance = await DuckDBInstance.create(":memory:");
  const duck = await instance.connect();
  const { pool } = database;
  await pool.query(
    "create table if not exists bench_chunks (name text, chunk int, primary key (name, chunk))",
  );
  const monthsBack = Math.ceil((Date.now() - NOW.getTime()) / 86_400_000 / 28) + DAYS / 28;
  await pool.query("select junction_ensure_event_partitions(1, $1)", [Math.ceil(monthsBack)]);
  await pool.query(
    `insert into workspaces (id, name, time_zone) values ($1, 'Shop', 'Europe/Berlin') on conflict do nothing`,
    [WORKSPACE],
  );
  await pool.query(
    `insert into event_cursors (workspace_id, consumer) values ($1, $2) on conflict do nothing`,
    [WORKSPACE, eventDays.name],
  );
  for (const table of tablesOf(size)) {
    await load(table, pool, duck, dir);
    await duck.run(
      `create view ${table.name} as select * from read_parquet('${dir}/${table.name}/*.parquet')`,
    );
  }
  const ctx = ctxOf(database);
  const waiting = `select exists (select 1 from events e where e.workspace_id = $1 and e.tx >=
    (select tx from event_cursors k where k.workspace_id = $1 and k.consumer = $2)) as waiting`;
  let advanced = false;
  while ((await pool.query(waiting, [WORKSPACE, eventDays.name])).rows[0]?.waiting) {
    await advance(ctx, eventDays, WORKSPACE);
    advanced = true;
  }
  if (advanced) {
    await pool.query("vacuum analyze");
  }
  return {
    ctx,
    database,
    databaseUrl: postgres.url("shop"),
    duck,
    close: async () => {
      duck.closeSync();
      instance.closeSync();
      await database.close();
      await postgres.stop();
    },
  };
}
