import { expect, test } from "vitest";
import { inTransaction } from "../../context.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { mergePeople } from "../../people/identity-store.ts";
import { exportSuite } from "../../testing/export-suite.ts";
import { addEvents, type ExportWorld } from "../../testing/export-world.ts";
import { makeExport, yesterdayNoon } from "../../testing/make-export.ts";
import { workExports } from "../../testing/work-exports.ts";
import type { SentItem } from "../schema.ts";
import { listRuns } from "../verbs/list-runs.ts";
import { listSent } from "../verbs/list-sent.ts";
import { retryRecords } from "../verbs/retry-records.ts";

const { database, partner, newWorld } = exportSuite();
const HOUR_MS = 3_600_000;

async function personOf(world: ExportWorld, userId: string): Promise<string> {
  const person = await database.db.prisma.person.findFirstOrThrow({
    where: { workspaceId: world.workspaceId, userId },
  });
  return person.id;
}

/** Everything that is listed of a person, page by page. */
async function allSent(world: ExportWorld, id: string, limit = 3): Promise<SentItem[]> {
  const items: SentItem[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listSent(world.ctx, { id, limit, cursor });
    items.push(...page.items);
    if (page.nextCursor === null) {
      return items;
    }
    cursor = page.nextCursor;
  }
}

const short = (item: SentItem) =>
  `${item.eventName ?? "profile"} ${item.verdict} run ${item.runNumber}${item.retriedIn ? " retried" : ""}`;

const refuse = (...numbers: number[]) => {
  partner.misbehave = ({ messages }) =>
    messages.some(({ properties }) => numbers.includes(Number(properties?.n)))
      ? { status: 400, body: "no" }
      : undefined;
};

test("every record of a person is listed with where it went, when, and what became of it; retries too", async () => {
  const clock = fixedClock(new Date());
  const world = await newWorld({ clock });
  // Person 2 has the events 1, 6, 11 … 46.
  await addEvents(database.db, world.workspaceId, { count: 50, from: yesterdayNoon(world), people: 5 });
  refuse(6, 11);
  const made = await makeExport(world);
  await workExports(world.system);
  const sentAt = clock.now().toISOString();
  const id = await personOf(world, "user-2");

  const before = await allSent(world, id);
  expect(before).toHaveLength(10);
  expect(before.map((item) => item.eventAt)).toEqual(
    before
      .map((item) => item.eventAt)
      .sort()
      .reverse(),
  );
  expect(before.every((item) => item.at === sentAt && item.exportId === made.id)).toBe(true);
  const [accepted] = before;
  expect(accepted).toMatchObject({
    verdict: "accepted",
    reason: null,
    eventName: "Product Viewed",
    partner: "segment",
    partnerName: "Segment",
    nickname: expect.stringContaining("Segment"),
    runNumber: 1,
  });
  expect(partner.messages.has(accepted?.messageId ?? "")).toBe(true);
  const rejected = before.filter((item) => item.verdict === "rejected");
  expect(rejected).toMatchObject([
    { code: "partner_400", reason: expect.stringContaining("Segment answers 400"), retriedIn: null },
    { code: "partner_400" },
  ]);

  clock.advance(HOUR_MS);
  refuse(11);
  const { items } = await listRuns(world.ctx, { id: made.id, limit: 1 });
  const retry = await retryRecords(world.ctx, { id: made.id, runId: items[0]?.id ?? "" });
  await workExports(world.system);
  const after = await allSent(world, id, 1);
  expect(after).toHaveLength(12);
  expect(after.slice(7).map(short)).toEqual([
    "Product Viewed rejected run 2",
    "Product Viewed rejected run 1 retried",
    "Product Viewed accepted run 2",
    "Product Viewed rejected run 1 retried",
    "Product Viewed accepted run 1",
  ]);
  expect(after[9]).toMatchObject({ at: clock.now().toISOString(), runId: retry.id });
  expect(after[8]?.retriedIn).toBe(retry.id);
  expect(new Set(after.map((item) => item.id)).size).toBe(12);
});

test("recurring and live exports are told apart by run; what is not sent yet or not chosen is not there", async () => {
  const clock = fixedClock(new Date());
  const world = await newWorld({ clock });
  await makeExport(world, { frequency: "recurring", everyHours: 4 });
  await makeExport(world, { frequency: "live", dataType: "selected", eventNames: ["Chosen"] });
  await makeExport(world, {
    frequency: "recurring",
    everyHours: 4,
    dataType: "selected",
    eventNames: ["Other"],
  });
  await workExports(world.system);
  await addEvents(database.db, world.workspaceId, { count: 1, from: clock.now(), name: "Chosen", people: 1 });
  await workExports(world.system);
  const id = await personOf(world, "user-1");
  // The recurring export has its next run hours later.
  expect((await allSent(world, id)).map(short)).toEqual(["Chosen accepted run 1"]);
  clock.advance(5 * HOUR_MS);
  await workExports(world.system);
  expect((await allSent(world, id)).map(short).sort()).toEqual([
    "Chosen accepted run 1",
    "Chosen accepted run 2",
  ]);
});

test("of a stopped export of chosen events, what had left by then is listed and nothing else", async () => {
  const world = await newWorld();
  for (const name of ["Alpha", "Beta", "Gamma"]) {
    await addEvents(database.db, world.workspaceId, {
      count: 1,
      name,
      from: yesterdayNoon(world),
      people: 1,
    });
  }
  await database.db.sql(
    `update events set person_id = (select id from people where workspace_id = $1::uuid order by id limit 1)
     where workspace_id = $1::uuid`,
    [world.workspaceId],
  );
  const made = await makeExport(world, {
    dataType: "selected",
    eventNames: ["Gamma", "Alpha", "Beta"],
    range: { kind: "yesterday" },
  });
  await workExports(world.system);
  const { personId } = await database.db.prisma.event.findFirstOrThrow({
    where: { workspaceId: world.workspaceId },
  });
  const all = await allSent(world, personId);
  expect(all.map((item) => item.eventName).sort()).toEqual(["Alpha", "Beta", "Gamma"]);
  expect(all.every((item) => item.at !== null)).toBe(true);
  // As if it had been stopped after the first two of its order.
  const alpha = await database.db.prisma.event.findFirstOrThrow({
    where: { workspaceId: world.workspaceId, name: "Alpha" },
  });
  const cursor = { name: "Alpha", timestamp: alpha.timestamp.toISOString(), seq: String(alpha.seq) };
  await database.db.prisma.exportRun.updateMany({ where: { exportId: made.id }, data: { cursor } });
  const some = await allSent(world, personId);
  expect(some.map((item) => item.eventName).sort()).toEqual(["Alpha", "Gamma"]);
});

test("a merge takes along what was sent under the profile that is gone", async () => {
  const world = await newWorld({ clock: fixedClock(new Date()) });
  await addEvents(database.db, world.workspaceId, { count: 9, from: yesterdayNoon(world), people: 3 });
  refuse(1);
  await makeExport(world);
  await workExports(world.system);
  const ids = await Promise.all(["user-1", "user-2", "user-3"].map((userId) => personOf(world, userId)));
  const [one = "", two = "", three = ""] = ids;
  expect(await allSent(world, one)).toHaveLength(3);
  // Two into three, and that one into one: the rejection was written about the first of the chain.
  for (const [fromId, intoId] of [
    [two, three],
    [three, one],
  ] as const) {
    await inTransaction(world.ctx, async (tx) => {
      const merge = { fromId, intoId, cause: "alias", evidence: "user_id:x" } as const;
      await mergePeople(tx.db.pool, world.workspaceId, { ...merge, id: newId(), at: new Date() });
    });
  }
  const all = await allSent(world, one);
  expect(all).toHaveLength(9);
  expect(all.filter((item) => item.verdict === "rejected")).toHaveLength(1);
  expect(await allSent(world, three)).toEqual(all);
});

test("a profile's records stand among them by when they were sent", async () => {
  // At noon: an hour later has to be the same day, as the export is of the day before.
  const clock = fixedClock(new Date(new Date().setUTCHours(12, 0, 0, 0)));
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, { count: 4, from: yesterdayNoon(world), people: 2 });
  partner.misbehave = ({ messages }) =>
    messages.some(({ userId }) => userId === "user-2") ? { status: 400 } : undefined;
  const made = await makeExport(world, { dataType: "profiles" });
  await workExports(world.system);
  const [one, two] = [await personOf(world, "user-1"), await personOf(world, "user-2")];
  const accepted = await allSent(world, one);
  expect(accepted).toMatchObject([
    { eventName: null, eventAt: null, verdict: "accepted", at: clock.now().toISOString(), exportId: made.id },
  ]);
  expect(partner.messages.has(accepted[0]?.messageId ?? "")).toBe(true);
  expect(await allSent(world, two)).toMatchObject([
    { eventName: null, verdict: "rejected", code: "partner_400" },
  ]);

  partner.reset();
  clock.advance(HOUR_MS);
  const { items } = await listRuns(world.ctx, { id: made.id, limit: 1 });
  await retryRecords(world.ctx, { id: made.id, runId: items[0]?.id ?? "" });
  await makeExport(world);
  await workExports(world.system);
  expect((await allSent(world, two, 2)).map(short)).toEqual([
    "profile accepted run 2",
    "profile rejected run 1 retried",
    "Product Viewed accepted run 1",
    "Product Viewed accepted run 1",
  ]);
});

test("nobody of whom nothing was sent, and nobody of another workspace, has anything to list", async () => {
  const world = await newWorld();
  const other = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 250, from: yesterdayNoon(world), people: 1 });
  await addEvents(database.db, other.workspaceId, { count: 4, from: yesterdayNoon(other), people: 1 });
  refuse(1);
  await makeExport(other);
  await workExports(other.system);
  const theirs = await personOf(other, "user-1");
  expect(await allSent(other, theirs)).toHaveLength(4);
  expect(await allSent(world, await personOf(world, "user-1"))).toEqual([]);
  await expect(listSent(world.ctx, { id: theirs, limit: 5 })).rejects.toMatchObject({ code: "not_found" });
  // The same person's id in both, as a restored copy would have it: each sees its own.
  await database.db.sql(
    `insert into people (workspace_id, id, user_id, first_seen, last_seen) values ($1::uuid, $2::uuid, 'copy', now(), now())`,
    [world.workspaceId, theirs],
  );
  expect(await allSent(world, theirs)).toEqual([]);
});
