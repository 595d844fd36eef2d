import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import type { Querying } from "./client.ts";
import { CopiedRows, unpackedFields } from "./copied-rows.ts";
import { copyRows } from "./copy-rows.ts";

const database = testDatabase();

const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
const digits = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const moment = fc
  .integer({ min: Date.parse("0001-01-02T00:00:00Z"), max: Date.parse("9999-12-30T00:00:00Z") })
  .map((ms) => new Date(ms).toISOString());
const row = fc.tuple(digits, fc.uuid(), moment, text, fc.option(text), fc.jsonValue());

function selectOf(rows: [string, string, string, string, string | null, unknown][]) {
  const values: unknown[] = [];
  const lines = rows.map((fields, place) => {
    const json = JSON.stringify(fields[5]).replaceAll("\\u0000", "");
    const all = [...fields.slice(0, 5), json].map((value) => `$${values.push(value)}`);
    return `(${place}, ${all.join(", ")})`;
  });
  const query = `select a::bigint, b::uuid, c::timestamptz, d::text, e::text, f::jsonb
    from (values ${lines.join(", ")}) as v(place, a, b, c, d, e, f) order by place`;
  return { text: query, values };
}

test("fields arrive as they are in the database, whatever they hold, in as many statements as one likes", async () => {
  const copied = new CopiedRows();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
      async (parts) => {
        copied.clear();
        for (const part of parts) {
          await copyRows(database.db.pool, selectOf(part), copied);
        }
        const rows = parts.flat();
        expect(copied.count).toBe(rows.length);
        for (const [place, [number, uuid, at, some, maybe]] of rows.entries()) {
          const fields = copied.fieldsAt(place);
          const found = [fields.digits(), fields.uuid(), fields.moment(), fields.text(), fields.textOrNull()];
          expect(found).toEqual([number, uuid, at, some, maybe]);
          expect(() => JSON.parse(fields.json().toString())).not.toThrow();
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("JSON comes as the text that PostgreSQL makes of it", async () => {
  const copied = new CopiedRows();
  const document = { é: '\\ \n\t"', list: [1.5, null, true], "\\N": "😀" };
  await copyRows(database.db.pool, { text: "select $1::jsonb", values: [JSON.stringify(document)] }, copied);
  const { rows } = await database.db.pool.query("select $1::jsonb::text as text", [JSON.stringify(document)]);
  expect(copied.fieldsAt(0).json().toString()).toBe(rows[0]?.text);
});

test("the first columns of a row come back out of a string, the row's own memory being used again", async () => {
  const copied = new CopiedRows();
  const text = "select n::bigint, 'é' || n, $1::uuid, 'more' from generate_series(1, 3) n order by n";
  const uuid = "01a2136a-bbd6-744e-a70a-0f2fa5aafa56";
  await copyRows(database.db.pool, { text, values: [uuid] }, copied);
  const packed = copied.packed(1, 3);
  copied.clear();
  await copyRows(database.db.pool, { text: "select repeat('x', 200)", values: [] }, copied);
  const fields = unpackedFields(packed);
  expect([fields.digits(), fields.text(), fields.uuid()]).toEqual(["2", "é2", uuid]);
});

test("a value is never read as SQL, and lists of values work", async () => {
  const copied = new CopiedRows();
  const odd = ["'; drop table people; --", "\\'; select 1", "$1 $2", '{a,"b"}', ""];
  for (const value of odd) {
    const query = {
      text: "select $1::text where $1 = any($2::text[]) and $3::text is null",
      values: [value, odd, null],
    };
    await copyRows(database.db.pool, query, copied);
  }
  expect(odd.map((_, place) => copied.fieldsAt(place).text())).toEqual(odd);
  const empty = { text: "select 1::bigint where 1 = any($1::int[])", values: [[]] };
  copied.clear();
  await copyRows(database.db.pool, empty, copied);
  expect(copied.count).toBe(0);
  const nul = copyRows(database.db.pool, { text: "select $1::text", values: ["a\0b"] }, copied);
  await expect(nul).rejects.toThrow("NUL");
  await expect(copyRows(database.db.pool, { text: "select $2", values: ["a"] }, copied)).rejects.toThrow(
    "$2",
  );
});

test("what PostgreSQL refuses is thrown, on a pool and on one connection, and both go on", async () => {
  const connection = await database.db.pool.connect();
  try {
    for (const db of [database.db.pool, connection] satisfies Querying[]) {
      const copied = new CopiedRows();
      const wrong = { text: "select (1 / (n - 2))::bigint from generate_series(1, 3) n", values: [] };
      await expect(copyRows(db, wrong, copied)).rejects.toMatchObject({ code: "22012" });
      copied.clear();
      await copyRows(db, { text: "select $1::bigint", values: [7] }, copied);
      expect(copied.fieldsAt(0).digits()).toBe("7");
    }
  } finally {
    connection.release();
  }
});

test("a page of rows that the table's statistics know nothing of looks at no more rows than it has, and no setting stays", async () => {
  const { pool } = database.db;
  await pool.query(`create table logged (part int, place int, month int, primary key (part, place, month)) partition by list (month);
    create table logged_1 partition of logged for values in (1) with (autovacuum_enabled = false);
    create table logged_2 partition of logged for values in (2) with (autovacuum_enabled = false);
    create table logged_3 partition of logged for values in (3);
    create table logged_4 partition of logged default;
    insert into logged select 1, n, 1 + n % 2 from generate_series(1, 2000) n; analyze;
    insert into logged select 2, n, 2 from generate_series(1, 20000) n;
    create sequence looked_at;
    create function looked(place int) returns boolean language sql volatile as $$ select nextval('looked_at') > 0 $$`);
  const connection = await pool.connect();
  try {
    const copied = new CopiedRows();
    const page = `select place::bigint as at from logged where (part, place) > ($1::int, $2::int) and part >= $1::int and part < 3 and looked(place)
      order by part, place limit 500`;
    await copyRows(connection, { text: page, values: [2, 100] }, copied);
    expect(copied.fieldsAt(0).digits()).toBe("101");
    expect(copied.count).toBe(500);
    const { rows } = await connection.query("select last_value::int as looked from looked_at");
    expect(rows).toEqual([{ looked: 500 }]);
    expect((await connection.query("show enable_sort")).rows).toEqual([{ enable_sort: "on" }]);
  } finally {
    connection.release();
    await pool.query("drop table logged; drop function looked; drop sequence looked_at");
  }
});

test("a connection that breaks in the middle ends the copy with an error", async () => {
  const text = "select n::bigint, pg_sleep(0.01)::text from generate_series(1, 10000) n";
  const copying = copyRows(database.db.pool, { text, values: [] }, new CopiedRows());
  const expected = expect(copying).rejects.toThrow();
  await expect
    .poll(async () => {
      const { rows } = await database.db.pool.query(
        "select pg_terminate_backend(pid) as ended from pg_stat_activity where query like '%copy (select n::bigint%' and pid <> pg_backend_pid()",
      );
      return rows.length;
    })
    .toBe(1);
  await expected;
});
