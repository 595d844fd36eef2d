import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { analyseEvents } from "./upkeep-store.ts";

const database = testDatabase();

it("what all months hold together is looked at once in a while, and when there is much more of it", async () => {
  const { ctx, key } = await ingestGround(database.db);
  const send = sender(ctx, key);
  const batch = Array.from({ length: 50 }, (_, n) => ({ type: "track", userId: `u-${n}`, event: "Viewed" }));
  expect(await send("batch", { batch })).toMatchObject({ status: 200 });
  const known = async () => {
    const { rows } = await database.db.pool.query(
      "select 1 from pg_stats where tablename = 'events' and attname = 'person_id'",
    );
    return rows.length;
  };
  expect(await known()).toBe(0);
  expect(await analyseEvents(database.db.pool, 6)).toBe(true);
  expect(await known()).toBe(1);
  await expect.poll(() => analyseEvents(database.db.pool, 6)).toBe(false);
  for (let part = 0; part < 3; part += 1) {
    const more = Array.from({ length: 400 }, (_, n) => ({
      type: "track",
      userId: "u-1",
      event: `Viewed ${part} ${n}`,
    }));
    expect(await send("batch", { batch: more })).toMatchObject({ status: 200 });
  }
  await expect.poll(() => analyseEvents(database.db.pool, 6), { timeout: 40_000, interval: 500 }).toBe(true);
}, 60_000);
