import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { withTransaction } from "./queryable.ts";

const database = testDatabase();
beforeAll(() => database.db.pool.query("create table noted (word text primary key)"));
beforeEach(() => database.db.pool.query("truncate noted"));

const note = "insert into noted values ($1)";
const words = async () =>
  (await database.db.pool.query<{ word: string }>("select word from noted order by 1")).rows.map(
    ({ word }) => word,
  );

describe("a transaction on a connection that pipelines", () => {
  it("holds what is sent last, and is over when all of it is", async () => {
    const made = await withTransaction(database.db.pipelined, async (client, last) => {
      await client.query(note, ["first"]);
      last(client.query(note, ["second"]));
      last(client.query(note, ["third"]));
      return "made";
    });
    expect([made, await words()]).toEqual(["made", ["first", "second", "third"]]);
  });

  it("is undone by a statement whose answer nobody waited for, and says why", async () => {
    const twice = withTransaction(database.db.pipelined, async (client, last) => {
      await client.query(note, ["first"]);
      last(client.query(note, ["first"]));
      last(client.query(note, ["second"]));
    });
    await expect(twice).rejects.toMatchObject({ code: "23505" });
    expect(await words()).toEqual([]);
    // The connection is good for the next one.
    await withTransaction(database.db.pipelined, (client) => client.query(note, ["after"]));
    expect(await words()).toEqual(["after"]);
  });

  it("is undone by what the work throws while statements are on their way", async () => {
    const given = withTransaction(database.db.pipelined, async (client, last) => {
      last(client.query(note, ["first"]));
      throw new Error("given up");
    });
    await expect(given).rejects.toThrow("given up");
    expect(await words()).toEqual([]);
  });
});

it("sends nothing ahead on a connection that does not pipeline: its driver gives that up", async () => {
  const given = withTransaction(database.db.pool, async (client, last) => {
    last(client.query(note, ["first"]));
  });
  await expect(given).rejects.toThrow("one statement on its way at a time");
  expect(await words()).toEqual([]);
});
