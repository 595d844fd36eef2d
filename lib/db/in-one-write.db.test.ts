import type { Duplex } from "node:stream";
import type pg from "pg";
import { expect, it, vi } from "vitest";
import { testDatabase } from "../testing/database.ts";

const database = testDatabase();

/** Counts the writes that leave a stream. */
function writesOf(stream: Duplex) {
  const [one, many] = [vi.spyOn(stream, "_write"), vi.spyOn(stream, "_writev" as "_write")];
  return () => one.mock.calls.length + many.mock.calls.length;
}

it("puts the statements of one turn on the wire together, and answers each with its own", async () => {
  const client = (await database.db.pipelined.connect()) as pg.PoolClient & pg.Client;
  const ask = async (n: number) => {
    const { rows } = await client.query<{ n: number }>({
      name: "n",
      text: "select $1::int as n",
      values: [n],
    });
    return rows[0]?.n;
  };
  try {
    await ask(0);
    const writes = writesOf(client.connection.stream as Duplex);
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual([1, 2, 3]);
    expect(writes()).toBe(1);

    // What comes behind an answer leaves together too, and does not wait for anything else.
    const later = await ask(4).then(() => Promise.all([ask(5), ask(6)]));
    expect([later, writes()]).toEqual([[5, 6], 3]);

    const [failed, fine] = await Promise.allSettled([client.query("select 1 / 0"), ask(7)]);
    expect([failed.status, fine]).toEqual(["rejected", { status: "fulfilled", value: 7 }]);
  } finally {
    client.release();
  }
});
