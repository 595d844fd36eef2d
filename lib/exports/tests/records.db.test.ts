import { expect, test } from "vitest";
import { fixedClock } from "../../kernel/clock.ts";
import { exportSuite } from "../../testing/export-suite.ts";
import { addEvents, type ExportWorld } from "../../testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../../testing/make-export.ts";
import { workExports } from "../../testing/work-exports.ts";
import type { ListRecords, RecordView } from "../schema.ts";
import { listRecords } from "../verbs/list-records.ts";
import { listRuns } from "../verbs/list-runs.ts";
import { retryRecords } from "../verbs/retry-records.ts";

const { database, partner, newWorld } = exportSuite();

type RunOf = { id: string; runId: string };

async function lastRun(world: ExportWorld, id: string): Promise<RunOf> {
  const { items } = await listRuns(world.ctx, { id, limit: 1 });
  return { id, runId: items[0]?.id ?? "" };
}

/** Everything a list gives for a search, page by page. */
async function found(
  world: ExportWorld,
  run: RunOf,
  input: Partial<ListRecords> & { verdict: RecordView["verdict"] },
): Promise<RecordView[]> {
  const records: RecordView[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listRecords(world.ctx, { ...run, limit: 7, ...input, cursor });
    records.push(...page.items);
    if (page.nextCursor === null) {
      return records;
    }
    cursor = page.nextCursor;
  }
}

const idsOf = (records: RecordView[]) => records.map((record) => record.messageId);

/** What ingestion keeps of the people that `addEvents` makes. */
async function identify(world: ExportWorld): Promise<void> {
  await database.db.sql(
    `insert into identifiers (workspace_id, kind, value, person_id)
     select distinct on (user_id) workspace_id, 'user_id', user_id, id from people
     where workspace_id = $1::uuid and user_id is not null order by user_id, id on conflict do nothing`,
    [world.workspaceId],
  );
}

const refuse = (...numbers: number[]) => {
  partner.misbehave = ({ messages }) =>
    messages.some(({ properties }) => numbers.includes(Number(properties?.n)))
      ? { status: 400, body: "no" }
      : undefined;
};

const sources = [
  ["one-time", { range: { kind: "yesterday" } }, (world: ExportWorld) => yesterdayNoon(world)],
  ["recurring", { frequency: "recurring", everyHours: 4 }, (world: ExportWorld) => world.ctx.clock.now()],
] as const;

test.each(sources)(
  "accepted records of a %s export say when they were accepted, and when their event happened",
  async (_name, fields, from) => {
    const sentAt = new Date(Date.now() + 60_000);
    const clock = fixedClock(sentAt);
    const world = await newWorld({ clock });
    await addEvents(database.db, world.workspaceId, { count: 4_000, from: from(world) });
    refuse(11, 3_000);
    const { id } = await makeExport(world, fields);
    await workExports(world.system);
    expect(partner.calls.length).toBeGreaterThan(2);
    const run = await lastRun(world, id);
    const batches = await database.db.prisma.exportBatch.findMany({ where: { runId: run.runId } });
    expect(batches.length).toBeGreaterThan(1);
    // Every batch at a time of its own, so that each record must have found its batch.
    await database.db.sql(
      `update export_batches set at = at + number * interval '1 minute' where run_id = $1::uuid`,
      [run.runId],
    );
    const records = await found(world, run, { verdict: "accepted", limit: 100 });
    expect(records).toHaveLength(3_998);
    const counts = new Map<string, number>();
    for (const record of records) {
      counts.set(record.at ?? "never", (counts.get(record.at ?? "never") ?? 0) + 1);
    }
    const expected = batches.map(({ number, accepted }): [string, number] => [
      new Date(sentAt.getTime() + number * 60_000).toISOString(),
      accepted,
    ]);
    expect([...counts].sort()).toEqual(expected.sort());
    const happened = new Date(from(world).getTime()).toISOString();
    expect(records.map((record) => record.eventAt).sort()[0]).toBe(happened);
    const [rejected] = await found(world, run, { verdict: "rejected" });
    expect(rejected).toMatchObject({
      at: sentAt.toISOString(),
      eventAt: new Date(from(world).getTime() + 11_000).toISOString(),
      identifier: "user-2",
    });
  },
);

test("chosen events leave in the order of their choice, and each record still finds its batch", async () => {
  const world = await newWorld({ clock: fixedClock(new Date()) });
  for (const name of ["Alpha", "Beta", "Gamma"]) {
    await addEvents(database.db, world.workspaceId, { count: 2_000, name, from: yesterdayNoon(world) });
  }
  const eventNames = ["Gamma", "Alpha", "Beta"];
  const fields = { dataType: "selected", eventNames, range: { kind: "yesterday" } } as const;
  const { id } = await makeExport(world, fields);
  await workExports(world.system);
  const run = await lastRun(world, id);
  expect(await database.db.prisma.exportBatch.count({ where: { runId: run.runId } })).toBeGreaterThan(2);
  const records = await found(world, run, { verdict: "accepted", limit: 100 });
  expect(records).toHaveLength(6_000);
  expect(records.filter((record) => record.at === null)).toEqual([]);
});

test.each(sources)(
  "a search goes over the whole of a %s run, not over the rows that are loaded",
  async (_name, fields, from) => {
    const world = await newWorld({ clock: fixedClock(new Date()) });
    const common = { from: from(world), people: 40 };
    await addEvents(database.db, world.workspaceId, { ...common, count: 400, name: "Product Viewed" });
    await identify(world);
    await addEvents(database.db, world.workspaceId, { ...common, count: 9, name: "100%_off" });
    refuse(17, 333);
    const { id } = await makeExport(world, fields);
    await workExports(world.system);
    const run = await lastRun(world, id);
    const search = (text: string, verdict: RecordView["verdict"] = "accepted") =>
      found(world, run, { verdict, search: text });

    // Event 17 of person 18 was refused, so nine of their ten are here.
    const ofPerson = await search("USER-18");
    expect(ofPerson).toHaveLength(9);
    expect(new Set(ofPerson.map((record) => record.identifier))).toEqual(new Set(["user-18"]));
    const personId = ofPerson[0]?.personId ?? "";
    expect(idsOf(await search(personId))).toEqual(idsOf(ofPerson));
    expect(await search("user-18", "rejected")).toMatchObject([{ identifier: "user-18", personId }]);

    const named = await search("%_OFF");
    expect(named).toHaveLength(9);
    expect(new Set(named.map((record) => record.eventName))).toEqual(new Set(["100%_off"]));

    const some = ofPerson[4];
    expect(idsOf(await search(some?.messageId ?? ""))).toEqual([some?.messageId]);
    const refused = await search("cannot read the request", "rejected");
    expect(refused).toHaveLength(2);
    expect(await search(refused[1]?.messageId ?? "", "rejected")).toEqual([refused[1]]);
    expect(await search(refused[1]?.messageId ?? "")).toEqual([]);
    expect(await search("nobody and nothing")).toEqual([]);
    expect(await search("nobody and nothing", "rejected")).toEqual([]);
  },
);

test("records of profiles and of retries are found by who they are of", async () => {
  const world = await newWorld({ clock: fixedClock(new Date()) });
  await addEvents(database.db, world.workspaceId, { count: 30, from: yesterdayNoon(world), people: 30 });
  await identify(world);
  const profiles = await makeExport(world, { dataType: "profiles" });
  await workExports(world.system);
  const ofProfiles = await lastRun(world, profiles.id);
  const [record] = await found(world, ofProfiles, { verdict: "accepted", search: "user-23" });
  expect(record).toMatchObject({ identifier: "user-23", at: world.ctx.clock.now().toISOString() });
  const byMessage = { verdict: "accepted", search: record?.messageId ?? "" } as const;
  expect(idsOf(await found(world, ofProfiles, byMessage))).toEqual([record?.messageId]);

  refuse(4, 5, 6);
  const { id } = await makeExport(world);
  await workExports(world.system);
  partner.reset();
  const retry = await retryRecords(world.ctx, await lastRun(world, id));
  await workExports(world.system);
  const retried = { id, runId: retry.id };
  expect(await found(world, retried, { verdict: "accepted" })).toHaveLength(3);
  expect(await found(world, retried, { verdict: "accepted", search: "user-6" })).toMatchObject([
    { identifier: "user-6", at: world.ctx.clock.now().toISOString() },
  ]);
});

test("what a refused retry did not send can be sent again, and its export is done as before", async () => {
  const world = await newWorld({ clock: fixedClock(new Date()) });
  await addEvents(database.db, world.workspaceId, { count: 30, from: yesterdayNoon(world), people: 30 });
  refuse(4, 5, 6);
  const { id } = await makeExport(world);
  await workExports(world.system);
  const rejected = await lastRun(world, id);
  partner.misbehave = () => ({ status: 401 });
  const inVain = await retryRecords(world.ctx, rejected);
  await workExports(world.system);
  const run = await database.db.prisma.exportRun.findFirstOrThrow({ where: { id: inVain.id } });
  expect(run).toMatchObject({ status: "STOPPED", outcome: "refused" });
  expect(run.outcomeReason).toContain("What it did not send can be sent again.");
  expect(await storedExport(world, id)).toMatchObject({ status: "DONE", rejected: 3n });
  partner.reset();
  await retryRecords(world.ctx, rejected);
  await workExports(world.system);
  expect(await storedExport(world, id)).toMatchObject({ status: "DONE", outcome: "accepted", rejected: 0n });
  expect(partner.messages.size).toBe(3);
});

test("what waits to be sent is searched too, and a search finds nobody of another workspace", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 50, from: yesterdayNoon(world), people: 25 });
  await identify(world);
  partner.misbehave = () => ({ status: 503, headers: { "retry-after": "600" } });
  const { id } = await makeExport(world);
  await workExports(world.system);
  const run = await lastRun(world, id);
  expect(await found(world, run, { verdict: "waiting" })).toHaveLength(50);
  expect(await found(world, run, { verdict: "waiting", search: "user-7" })).toMatchObject([
    { identifier: "user-7", at: null },
    { identifier: "user-7", at: null },
  ]);
  const other = await newWorld();
  await addEvents(database.db, other.workspaceId, { count: 1, from: yesterdayNoon(other), people: 1 });
  await database.db.sql(
    `insert into identifiers (workspace_id, kind, value, person_id)
     select workspace_id, 'email', 'theirs@example.com', id from people where workspace_id = $1::uuid`,
    [other.workspaceId],
  );
  expect(await found(world, run, { verdict: "waiting", search: "theirs@example.com" })).toEqual([]);
  await expect(listRecords(other.ctx, { ...run, verdict: "waiting", limit: 5 })).rejects.toMatchObject({
    code: "not_found",
  });
});
