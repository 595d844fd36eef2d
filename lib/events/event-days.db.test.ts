import { expect, test } from "vitest";
import { eraseEvents } from "../people/forgets/erase-store.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { othersAreDone } from "../testing/others-are-done.ts";
import { daysCountedUpTo, eventDays } from "./event-days.ts";
import { advance } from "./log.ts";

const database = testDatabase();

async function ground() {
  const made = await ingestGround(database.db);
  const { workspaceId, ctx } = made;
  await database.db.prisma.eventCursor.create({ data: { workspaceId, consumer: eventDays.name } });
  const send = sender(ctx, made.key);
  const viewed = (who: object, timestamp: string, event = "Viewed") =>
    send("track", { ...who, event, timestamp });
  const count = async () => {
    await othersAreDone(database.db);
    return advance(ctx, eventDays, workspaceId);
  };
  const days = async () => {
    const rows = await database.db.prisma.eventDay.findMany({
      where: { workspaceId },
      orderBy: [{ name: "asc" }, { day: "asc" }, { count: "asc" }],
    });
    return rows.map(({ name, day, count, firstAt, lastAt }) => [
      name,
      day.toISOString().slice(0, 10),
      count,
      firstAt.toISOString().slice(11, 16),
      lastAt.toISOString().slice(11, 16),
    ]);
  };
  /** What the events themselves say, of which the days must say the same. */
  const differences = () =>
    database.db.sql(
      `with e as (
         select person_id, type, name, ("timestamp" at time zone 'UTC')::date as day, count(*)::int as count,
           min("timestamp") as first_at, max("timestamp") as last_at
         from events where workspace_id = $1::uuid and type in ('track', 'page', 'screen') group by 1, 2, 3, 4),
       d as (select person_id, type, name, day, count, first_at, last_at from event_days where workspace_id = $1::uuid)
       (select name, day::text from (select * from e except select * from d) x)
       union all (select name, day::text from (select * from d except select * from e) y)`,
      [workspaceId],
    );
  return { ...made, send, viewed, count, days, differences };
}

test("days of UTC are counted once each, whatever comes late", async () => {
  const { send, viewed, count, days, differences } = await ground();
  await viewed({ userId: "ada" }, "2026-10-01T23:59:59.999Z");
  await viewed({ userId: "ada" }, "2026-10-02T00:00:00.000Z");
  await viewed({ userId: "ben" }, "2026-10-02T10:00:00.000Z", "Bought");
  await send("identify", { userId: "ben", traits: { plan: "gold" } });
  await count();
  await count();
  await viewed({ userId: "ada" }, "2026-10-01T08:00:00.000Z");
  await count();
  expect(await days()).toEqual([
    ["Bought", "2026-10-02", 1, "10:00", "10:00"],
    ["Viewed", "2026-10-01", 2, "08:00", "23:59"],
    ["Viewed", "2026-10-02", 1, "00:00", "00:00"],
  ]);
  expect(await differences()).toEqual([]);
});

test("the days of two people found to be one add up, and nothing stays with the other", async () => {
  const { send, viewed, count, days, differences } = await ground();
  await send("identify", { userId: "ada" });
  await viewed({ userId: "ada" }, "2026-10-01T10:00:00Z");
  await viewed({ anonymousId: "phone" }, "2026-10-01T09:00:00Z");
  await viewed({ anonymousId: "phone" }, "2026-10-03T09:00:00Z");
  await count();
  await viewed({ anonymousId: "phone" }, "2026-10-01T11:00:00Z");
  await send("identify", { userId: "ada", anonymousId: "phone" });
  expect(await days()).toEqual([
    ["Viewed", "2026-10-01", 2, "09:00", "10:00"],
    ["Viewed", "2026-10-03", 1, "09:00", "09:00"],
  ]);
  await count();
  expect(await days()).toEqual([
    ["Viewed", "2026-10-01", 3, "09:00", "11:00"],
    ["Viewed", "2026-10-03", 1, "09:00", "09:00"],
  ]);
  expect(await differences()).toEqual([]);
});

test("people who become one while days are counted are counted as one", async () => {
  const { ctx, workspaceId, send, viewed, count, differences } = await ground();
  const { db } = database;
  await send("identify", { userId: "ada" });
  await viewed({ anonymousId: "phone" }, "2026-10-01T09:00:00Z");
  await othersAreDone(db);
  let merging: Promise<unknown> | undefined;
  const slow = {
    ...eventDays,
    handle: async (...args: Parameters<typeof eventDays.handle>) => {
      await eventDays.handle(...args);
      merging = send("identify", { userId: "ada", anonymousId: "phone" });
      // The merge is under way, and waits for what is not committed yet.
      for (let waits = false; !waits; ) {
        const [row] = await db.pool
          .query<{ waits: boolean }>(
            `select exists (select 1 from pg_locks l where l.locktype = 'advisory' and not l.granted
               and l.mode = 'ShareLock'
               and l.database = (select oid from pg_database where datname = current_database())) as waits`,
          )
          .then(({ rows }) => rows);
        waits = row?.waits ?? false;
      }
    },
  };
  expect(await advance(ctx, slow, workspaceId)).toBe(true);
  await merging;
  await count();
  expect(await differences()).toEqual([]);
  expect(await db.prisma.personMerge.count({ where: { workspaceId, eventsMoved: 1 } })).toBe(1);
});

test("the days of erased events are erased with them", async () => {
  const { workspaceId, viewed, count, days } = await ground();
  await viewed({ userId: "ada" }, "2026-10-01T10:00:00Z");
  await viewed({ userId: "ada" }, "2026-10-02T10:00:00Z");
  await viewed({ userId: "ben" }, "2026-10-01T12:00:00Z");
  await count();
  const ada = await database.db.prisma.person.findFirstOrThrow({ where: { workspaceId, userId: "ada" } });
  const request = { workspaceId, requestId: ada.id };
  expect(await eraseEvents(database.db, request, [ada.id], 1)).toBe(1);
  expect(await days()).toHaveLength(2);
  expect(await eraseEvents(database.db, request, [ada.id], 10)).toBe(1);
  expect(await days()).toEqual([["Viewed", "2026-10-01", 1, "12:00", "12:00"]]);
});

test("a workspace of which nothing is counted says so", async () => {
  const { workspaceId, viewed, count } = await ground();
  expect(await daysCountedUpTo(database.db, workspaceId)).toBeNull();
  await viewed({ userId: "ada" }, "2026-10-01T10:00:00Z");
  await count();
  expect(await daysCountedUpTo(database.db, workspaceId)).toMatch(/^\d+$/);
});
