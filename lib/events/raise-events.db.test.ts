import { expect, test } from "vitest";
import { withTransaction } from "../db/queryable.ts";
import { newId } from "../kernel/ids.ts";
import { eraseEvents } from "../people/forgets/erase-store.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { othersAreDone } from "../testing/others-are-done.ts";
import { catalogue } from "./catalogue.ts";
import { advance } from "./log.ts";
import { insertMissingCursors } from "./log-store.ts";
import { type RaisedEvent, raiseEvents } from "./raise-events.ts";
import { sourceHours } from "./source-hours.ts";

const database = testDatabase();
const at = new Date("2026-10-01T10:00:00Z");

async function ground() {
  const { db } = database;
  const { ctx, workspaceId, key } = await ingestGround(db);
  const send = sender(ctx, key);
  const personOf = async (userId: string) => {
    await send("identify", { userId });
    const person = await db.prisma.person.findFirstOrThrow({ where: { workspaceId, userId } });
    return person.id;
  };
  const sent = (personId: string, messageId: string): RaisedEvent => ({
    personId,
    name: "Notification Sent",
    messageId,
    timestamp: at,
    properties: { "Campaign id": "1767000001_20260101" },
  });
  const events = () =>
    db.prisma.event.findMany({ where: { workspaceId, name: "Notification Sent" }, orderBy: { seq: "asc" } });
  return { db, ctx, workspaceId, send, personOf, sent, events };
}

test("raised events are in the log once per message, in their order, with the person's ids", async () => {
  const { db, workspaceId, personOf, sent, events } = await ground();
  const [ada, ben] = [await personOf("ada"), await personOf("ben")];
  const all = [sent(ben, "z"), sent(ada, "a"), sent(ada, "a"), sent(newId(), "nobody")];
  await db.transaction((tx) => raiseEvents(tx, workspaceId, all, new Date()));
  await raiseEvents(db, workspaceId, all, new Date());
  const found = await events();
  expect(found.map((event) => [event.messageId, event.personId, event.userId, event.type])).toEqual([
    ["z", ben, "ben", "track"],
    ["a", ada, "ada", "track"],
  ]);
  expect(found[0]).toMatchObject({ timestamp: at, properties: { "Campaign id": "1767000001_20260101" } });
});

test("a transaction that is rolled back raised nothing", async () => {
  const { db, workspaceId, personOf, sent, events } = await ground();
  const ada = await personOf("ada");
  const broken = db.transaction(async (tx) => {
    await raiseEvents(tx, workspaceId, [sent(ada, "a")], new Date());
    throw new Error("Stop");
  });
  await expect(broken).rejects.toThrow("Stop");
  expect(await events()).toEqual([]);
});

test("the catalogue counts raised events as a system event, and no source is credited with them", async () => {
  const { db, ctx, workspaceId, personOf, sent } = await ground();
  const ada = await personOf("ada");
  await raiseEvents(db, workspaceId, [sent(ada, "a"), sent(ada, "b")], new Date());
  await insertMissingCursors(db, [catalogue.name, sourceHours.name]);
  await othersAreDone(db);
  await advance(ctx, catalogue, workspaceId);
  await advance(ctx, sourceHours, workspaceId);
  const where = { workspaceId, name: "Notification Sent" };
  expect(await db.prisma.eventDefinition.findFirst({ where })).toMatchObject({ kind: "system", count: 2n });
  const hours = await db.prisma.sourceHour.findMany({ where: { workspaceId } });
  expect(hours.map((hour) => hour.accepted)).toEqual([1n]);
});

test("events of somebody who was merged belong to whom they became, also while they merge", async () => {
  const { db, workspaceId, send, personOf, sent, events } = await ground();
  const ada = await personOf("ada");
  await send("track", { anonymousId: "phone", event: "Seen" });
  const visitor = await db.prisma.person.findFirstOrThrow({ where: { workspaceId, anonymousId: "phone" } });
  let merging: Promise<unknown> | undefined;
  await db.transaction(async (tx) => {
    await raiseEvents(tx, workspaceId, [sent(visitor.id, "before")], new Date());
    merging = send("identify", { userId: "ada", anonymousId: "phone" });
    // The merge is under way, and waits for this transaction.
    for (let waits = false; !waits; ) {
      const { rows } = await db.pool.query<{ waits: boolean }>(
        `select exists (select 1 from pg_stat_activity where datname = current_database()
           and wait_event_type = 'Lock' and query like '%from people%for update%') as waits`,
      );
      waits = rows[0]?.waits ?? false;
    }
  });
  await merging;
  await raiseEvents(db, workspaceId, [sent(visitor.id, "after")], new Date());
  expect((await events()).map((event) => [event.messageId, event.personId])).toEqual([
    ["before", ada],
    ["after", ada],
  ]);
});

test("whoever is deleted meanwhile keeps no event", async () => {
  const { db, workspaceId, personOf, sent, events } = await ground();
  const ada = await personOf("ada");
  await withTransaction(db.pool, (client) =>
    client.query("delete from people where workspace_id = $1 and id = $2", [workspaceId, ada]),
  );
  await eraseEvents(db, { workspaceId, requestId: newId() }, [ada], 100);
  await raiseEvents(db, workspaceId, [sent(ada, "late")], new Date());
  expect(await events()).toEqual([]);
});
