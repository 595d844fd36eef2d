import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { analyseGrown } from "./analyse-grown.ts";

const database = testDatabase();
const query = (text: string) => database.db.pool.query(text);

const fill = (rows: number) =>
  query(`insert into grown select n, repeat('x', 100) from generate_series(1, ${rows}) n`);

it("tables that have become more than twice as large are looked at, once", async () => {
  await query("create table grown (id int, word text) with (autovacuum_enabled = false)");
  await query("create index on grown (id)");
  await query("create table small (id int) with (autovacuum_enabled = false)");
  await query("insert into small values (1)");
  await analyseGrown(database.db.pool);
  await fill(10);
  expect(await analyseGrown(database.db.pool)).toEqual([]);

  await fill(50_000);
  expect(await analyseGrown(database.db.pool)).toEqual(["grown"]);
  const known = await query("select reltuples::int as rows from pg_class where oid = 'grown'::regclass");
  expect(known.rows).toEqual([{ rows: 50_010 }]);
  expect(await analyseGrown(database.db.pool)).toEqual([]);
  await fill(40_000);
  expect(await analyseGrown(database.db.pool)).toEqual([]);
  await fill(40_000);
  expect(await analyseGrown(database.db.pool)).toEqual(["grown"]);
});

it("a table of somebody else is left to them", async () => {
  await query("create table theirs (id int, word text) with (autovacuum_enabled = false)");
  await query("insert into theirs select n, repeat('x', 100) from generate_series(1, 50000) n");
  await query("create role somebody_else");
  await query("alter table theirs owner to somebody_else");
  await query("create role nobody_special");
  await query("grant select on theirs to nobody_special");
  const client = await database.db.pool.connect();
  try {
    await client.query("set role nobody_special");
    expect(await analyseGrown(client)).toEqual([]);
  } finally {
    client.release(true);
    await query("drop table theirs");
    await query("drop role somebody_else; drop role nobody_special");
  }
});
