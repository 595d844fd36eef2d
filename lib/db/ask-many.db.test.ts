import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { askMany } from "./ask-many.ts";

const database = testDatabase();

const sleeping = async (): Promise<number> => {
  const { rows } = await database.db.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and state = 'active' and query = 'select pg_sleep(600)'`,
  );
  return rows[0]?.count ?? 0;
};

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("a statement ends when nobody waits for it any more, and its connection serves others", async () => {
  const abort = new AbortController();
  const asked = askMany(database.db, { timeoutMs: 600_000, gone: abort.signal }, (client) =>
    client.query("select pg_sleep(600)"),
  );
  await until(async () => (await sleeping()) === 1);
  abort.abort();
  await expect(asked).rejects.toMatchObject({ code: "unavailable" });
  expect(await sleeping()).toBe(0);
  expect(
    await askMany(database.db, { timeoutMs: 60_000 }, (client) => client.query("select 1")),
  ).toMatchObject({
    rowCount: 1,
  });
});

test("nothing is asked for somebody who is gone already", async () => {
  let asked = false;
  const work = async () => {
    asked = true;
  };
  await expect(
    askMany(database.db, { timeoutMs: 60_000, gone: AbortSignal.abort() }, work),
  ).rejects.toMatchObject({ code: "unavailable" });
  expect(asked).toBe(false);
});

test("a statement that takes too long says so", async () => {
  await expect(
    askMany(database.db, { timeoutMs: 20 }, (client) => client.query("select pg_sleep(600)")),
  ).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("took longer") });
});

test("other errors stay what they are, and settings end with the transaction", async () => {
  const { db } = database;
  await expect(
    askMany(db, { timeoutMs: 60_000 }, (client) => client.query("select 1 / 0")),
  ).rejects.toMatchObject({
    code: "22012",
  });
  const memory = "select current_setting('work_mem') as memory";
  const inside = await askMany(db, { timeoutMs: 60_000 }, (client) =>
    client.query<{ memory: string }>(memory),
  );
  const outside = await Promise.all(
    Array.from({ length: 10 }, () => db.pool.query<{ memory: string }>(memory)),
  );
  expect(inside.rows[0]?.memory).toBe("96MB");
  expect(outside.map(({ rows }) => rows[0]?.memory)).not.toContain("96MB");
});
