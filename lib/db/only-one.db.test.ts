import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { onlyOne } from "./only-one.ts";

const database = testDatabase();

it("one of several has it until it ends or loses its connection, and then another one does", async () => {
  const { pool } = database.db;
  const first = onlyOne(pool, "test");
  const second = onlyOne(pool, "test");
  const other = onlyOne(pool, "another test");
  expect(await first.isMine()).toBe(true);
  expect(await second.isMine()).toBe(false);
  expect(await other.isMine()).toBe(true);
  expect(await first.isMine()).toBe(true);

  first.end();
  await expect.poll(() => second.isMine(), { timeout: 10_000 }).toBe(true);

  await pool.query(
    `select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.granted
      and l.database = (select oid from pg_database where datname = current_database())`,
  );
  const third = onlyOne(pool, "test");
  await expect.poll(() => third.isMine(), { timeout: 10_000 }).toBe(true);
  await expect.poll(() => second.isMine(), { timeout: 10_000 }).toBe(false);
  third.end();
  other.end();
  second.end();
});
