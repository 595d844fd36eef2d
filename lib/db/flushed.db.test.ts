import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { flushedTransaction } from "./flushed.ts";
import type { Queryable } from "./queryable.ts";

const database = testDatabase();
let pool: pg.Pool;

beforeAll(async () => {
  // As in production; the server of the tests syncs nothing by itself.
  const options = "-c synchronous_commit=on";
  pool = new pg.Pool({ connectionString: database.url, pipeline: true, max: 2, options });
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  await database.db.sql("create table flushed_rows (id int primary key)");
});
afterAll(() => pool.end());

const insert = (client: Queryable, id: number | string) =>
  client.query("insert into flushed_rows values ($1::int)", [id]);
const ids = async () =>
  (await database.db.sql<{ id: number }>("select id from flushed_rows order by id")).map((row) => row.id);
const inTransaction = <T>(
  work: Parameters<typeof flushedTransaction<T>>[1],
  visible: () => void = () => {},
) => flushedTransaction(pool, work, { lockTimeoutMs: 200, visible });

test("what was written is on the disk when it resolves, and others saw it and its locks free before", async () => {
  let seen: Promise<number[]> | undefined;
  const place = await inTransaction(
    async (client) => {
      const written = insert(client, 1);
      const { rows } = await client.query<{ place: string }>(
        "select pg_current_wal_insert_lsn()::text as place",
      );
      return { result: rows[0]?.place, sent: [written] };
    },
    () => {
      seen = ids();
    },
  );
  expect(await seen).toEqual([1]);
  const flushed = "select pg_current_wal_flush_lsn() >= $1::pg_lsn as yes";
  expect((await pool.query(flushed, [place])).rows).toEqual([{ yes: true }]);
});

test("a statement that fails takes all back, also what was sent behind it, and its error is the one told", async () => {
  let visible = 0;
  const failing = inTransaction(
    async (client) => ({ result: 1, sent: [insert(client, 2), insert(client, 1), insert(client, 3)] }),
    () => {
      visible += 1;
    },
  );
  await expect(failing).rejects.toMatchObject({ code: "23505" });
  expect([await ids(), visible]).toEqual([[1], 0]);
  await inTransaction(async (client) => ({ result: null, sent: [insert(client, 4)] }));
  expect(await ids()).toEqual([1, 4]);
});

test("work that throws takes all back; who waits too long for a lock is told so", async () => {
  const throwing = inTransaction(async (client) => {
    await insert(client, 5);
    throw new Error("changed its mind");
  });
  await expect(throwing).rejects.toThrow("changed its mind");
  const holder = await database.db.pool.connect();
  await holder.query("begin; insert into flushed_rows values (6)");
  const waiting = inTransaction(async (client) => ({ result: null, sent: [insert(client, 6)] }));
  await expect(waiting).rejects.toMatchObject({ code: "55P03" });
  await holder.query("rollback");
  holder.release();
  expect(await ids()).toEqual([1, 4]);
});

test("a connection that breaks fails the transaction, and the next one gets another", async () => {
  const broken = inTransaction(async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    await database.db.sql("select pg_terminate_backend($1::int)", [rows[0]?.pid]);
    return { result: null, sent: [insert(client, 7), insert(client, 8)] };
  });
  await expect(broken).rejects.toThrow();
  await inTransaction(async (client) => ({ result: null, sent: [insert(client, 9)] }));
  expect(await ids()).toEqual([1, 4, 9]);
});
