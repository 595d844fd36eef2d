import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { othersAreDone } from "../testing/others-are-done.ts";
import { contexts } from "./contexts.ts";
import { advance } from "./log.ts";

const database = testDatabase();

async function ground() {
  const made = await ingestGround(database.db);
  const { workspaceId, ctx } = made;
  await database.db.prisma.eventCursor.create({ data: { workspaceId, consumer: contexts.name } });
  const send = sender(ctx, made.key);
  const seen = (userId: string, hour: number, context: object) =>
    send("track", {
      userId,
      event: "Opened",
      context,
      timestamp: new Date(Date.UTC(2026, 10, 25, hour)).toISOString(),
    });
  const known = async () => {
    await othersAreDone(database.db);
    // Once: each call moves the log's end by its own transaction, so that there would be more and more to come to.
    await advance(ctx, contexts, workspaceId);
    const rows = await database.db.prisma.personContext.findMany({ where: { workspaceId } });
    return rows.map(({ context }) => context);
  };
  return { ...made, send, seen, known };
}

test("of each part of a context the newest by the time of the event is known, whichever came first", async () => {
  const { seen, known } = await ground();
  await seen("ada", 12, { os: { name: "iOS", version: "26.1" }, locale: "en-US", ip: "203.0.113.7" });
  await seen("ada", 10, { os: { name: "iOS", version: "26.0" }, app: { version: "4.9" } });
  expect(await known()).toEqual([
    { os: { name: "iOS", version: "26.1" }, locale: "en-US", app: { version: "4.9" } },
  ]);
  await seen("ada", 11, { os: { name: "Android", version: "17" } });
  await seen("ada", 13, { app: { version: "4.12" }, locale: "" });
  expect(await known()).toEqual([
    { os: { name: "iOS", version: "26.1" }, locale: "en-US", app: { version: "4.12" } },
  ]);
});

test("what is known of two people found to be one joins, the one's own first", async () => {
  const { send, seen, known } = await ground();
  await send("identify", { userId: "ada" });
  await seen("ada", 12, { locale: "en-US" });
  await send("track", {
    anonymousId: "a1",
    event: "Opened",
    context: { locale: "de-DE", timezone: "Europe/Berlin" },
  });
  expect(await known()).toHaveLength(2);
  await send("identify", { userId: "ada", anonymousId: "a1" });
  expect(await known()).toEqual([{ locale: "en-US", timezone: "Europe/Berlin" }]);
});

test("nothing is written while nothing new is learnt", async () => {
  const { workspaceId, seen, known } = await ground();
  await seen("ada", 12, { locale: "en-US" });
  await known();
  const version = async () =>
    database.db.sql(`select xmin::text, ctid::text from person_contexts where workspace_id = $1::uuid`, [
      workspaceId,
    ]);
  const before = await version();
  await seen("ada", 12, { locale: "en-US" });
  await known();
  expect(await version()).toEqual(before);
});
