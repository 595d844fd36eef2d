import { parse as parseCsv } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { Ctx } from "../../context.ts";
import { disconnectPartner } from "../../integrations/verbs/disconnect-partner.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { exportSuite } from "../../testing/export-suite.ts";
import { addEvents, type ExportWorld } from "../../testing/export-world.ts";
import { wholeDatabase } from "../../testing/fill-every-table.ts";
import { makeExport, storedExport, yesterdayNoon } from "../../testing/make-export.ts";
import { quietExports, workExports } from "../../testing/work-exports.ts";
import { createExport, listExports as listSchema } from "../schema.ts";
import { downloadRecords, downloadRejected } from "../verbs/download-records.ts";
import { editExport } from "../verbs/edit-export.ts";
import { getExport } from "../verbs/get-export.ts";
import { listConnectionRuns } from "../verbs/list-connection-runs.ts";
import { listExports } from "../verbs/list-exports.ts";
import { listHistory } from "../verbs/list-history.ts";
import { listRecords } from "../verbs/list-records.ts";
import { listRuns } from "../verbs/list-runs.ts";
import { previewExport } from "../verbs/preview-export.ts";
import { retryRecords } from "../verbs/retry-records.ts";

const { database, partner, newWorld } = exportSuite();

async function lastRun(world: ExportWorld, id: string) {
  const { items } = await listRuns(world.ctx, { id, limit: 1 });
  if (!items[0]) {
    throw new Error("no run");
  }
  return items[0];
}

/** An export of 20 events of which the partner refused numbers 3 and 7. */
async function partlyRejected(): Promise<{ world: ExportWorld; id: string; runId: string }> {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 20, from: yesterdayNoon(world) });
  partner.misbehave = ({ messages }) =>
    messages.some(({ properties }) => properties?.n === 3 || properties?.n === 7)
      ? { status: 400, body: "no" }
      : undefined;
  const { id } = await makeExport(world);
  await workExports(world.system);
  return { world, id, runId: (await lastRun(world, id)).id };
}

test("a preview counts exactly what the export then sends, and shows the calls with the key masked", async () => {
  const world = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 45, from: yesterdayNoon(world), people: 9 });
  await addEvents(database.db, world.workspaceId, {
    count: 4,
    from: yesterdayNoon(world),
    type: "identify",
    name: "identify",
  });
  await database.db.sql(
    `update people set user_id = null, anonymous_id = null where workspace_id = $1::uuid and user_id = 'user-2'
       and exists (select 1 from events e where e.person_id = people.id and e.type = 'track')`,
    [world.workspaceId],
  );
  const fields = createExport.parse({
    connectionId: world.connectionId,
    dataType: "all",
    frequency: "one_time",
    range: { kind: "yesterday" },
  });
  const preview = await previewExport(world.ctx, fields);
  expect(preview).toMatchObject({ matches: 45, basis: "range", people: 9, peopleWithoutIdentifier: 1 });
  expect(preview.calls).toHaveLength(3);
  expect(preview.calls[0]).toMatchObject({ method: "POST", url: `${partner.url}/v1/batch` });
  expect(JSON.parse(preview.calls[0]?.body ?? "").batch).toHaveLength(1);
  expect(JSON.stringify(preview)).not.toContain(world.writeKey);
  expect(partner.calls).toHaveLength(0);
  const { id } = await makeExport(world);
  await workExports(world.system);
  const { accepted, rejected } = await getExport(world.ctx, { id });
  expect(accepted + rejected).toBe(45);
});

test("the list filters, sorts and pages, and never shows another workspace", async () => {
  const world = await newWorld();
  const other = await newWorld();
  await makeExport(other);
  const ids = [];
  for (let count = 0; count < 12; count += 1) {
    ids.push((await makeExport(world)).id);
  }
  const live = await makeExport(world, { frequency: "live", dataType: "engagement" });
  await workExports(world.system);
  const list = (query: object) => listExports(world.ctx, listSchema.parse(query));

  const first = await list({ perPage: 10 });
  expect(first).toMatchObject({ total: 13, totalIsCapped: false, page: 1, perPage: 10 });
  expect(first.items[0]?.id).toBe(live.id);
  const second = await list({ perPage: "10", page: "2" });
  expect(second.items.map((item) => item.id)).toEqual(ids.slice(0, 3).reverse());
  expect((await list({ direction: "asc" })).items[0]?.id).toBe(ids[0]);
  expect((await list({ status: "RUNNING" })).items.map((item) => item.id)).toEqual([live.id]);
  expect((await list({ status: ["RUNNING", "DONE"] })).total).toBe(13);
  expect((await list({ frequency: "live", dataType: "engagement,all" })).total).toBe(1);
  expect((await list({ partner: "segment", format: "JSON" })).total).toBe(13);
  expect((await list({ exportedFrom: "2999-01-01" })).total).toBe(0);
  expect((await list({ exportedTo: "2020-01-01" })).total).toBe(0);
  expect((await list({ exportedTo: "9999-12-31" })).total).toBe(13);
  const today = new Date().toISOString().slice(0, 10);
  expect((await list({ exportedFrom: today, exportedTo: today })).total).toBe(13);
  expect(listSchema.safeParse({ exportedFrom: "0001-01-01" }).error?.issues[0]?.path).toEqual([
    "exportedFrom",
  ]);
  expect((await list({ search: "%" })).total).toBe(0);
  expect((await list({ search: first.items[0]?.nickname.slice(2, 9) })).total).toBe(13);
  expect(first.items[0]?.may.edit).toEqual({ allowed: true, reason: null });
  expect(first.items[1]?.may.edit.reason).toContain("one-time");
});

test("records of a run add up: rejected ones with reason, request and answer, accepted ones all others", async () => {
  const { world, id, runId } = await partlyRejected();
  const rejected = await listRecords(world.ctx, { id, runId, verdict: "rejected", limit: 50 });
  expect(rejected.items).toHaveLength(2);
  expect(rejected.items[0]).toMatchObject({
    code: "partner_400",
    reason: expect.stringContaining("Segment"),
    answer: { status: 400, body: "no" },
    eventName: "Product Viewed",
  });
  const accepted = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listRecords(world.ctx, { id, runId, verdict: "accepted", limit: 7, cursor });
    accepted.push(...page.items);
    if (page.nextCursor === null) {
      break;
    }
    cursor = page.nextCursor;
  }
  expect(accepted.map((item) => item.messageId).sort()).toEqual([...partner.messages.keys()].sort());
  expect((await listRecords(world.ctx, { id, runId, verdict: "waiting", limit: 50 })).items).toEqual([]);
});

test("downloads hold every record as CSV and no cell that a spreadsheet would run", async () => {
  const { world, id, runId } = await partlyRejected();
  let text = "";
  for await (const piece of await downloadRecords(world.ctx, { id, runId, verdict: "accepted" })) {
    text += piece;
  }
  expect(parseCsv(text, { columns: true })).toHaveLength(18);
  await database.db.prisma.ledgerEntry.updateMany({
    where: { runId },
    data: { eventName: '=HYPERLINK("x")' },
  });
  let rejected = "";
  for await (const piece of await downloadRejected(world.ctx, { id, runId })) {
    rejected += piece;
  }
  const rows = parseCsv<{ Event: string }>(rejected, { columns: true });
  expect(rows.map((row) => row.Event)).toEqual([`'=HYPERLINK("x")`, `'=HYPERLINK("x")`]);
});

test("retried records leave again under the ids they had, and mend the outcome", async () => {
  const { world, id, runId } = await partlyRejected();
  expect(await storedExport(world, id)).toMatchObject({ outcome: "partly", accepted: 18n, rejected: 2n });
  partner.misbehave = ({ messages }) =>
    messages.some(({ properties }) => properties?.n === 7) ? { status: 400 } : undefined;
  const retry = await retryRecords(world.ctx, { id, runId });
  expect(retry).toMatchObject({ trigger: "retry", number: 2, status: "PENDING" });
  await workExports(world.system);
  expect(await storedExport(world, id)).toMatchObject({
    status: "DONE",
    outcome: "partly",
    accepted: 19n,
    rejected: 1n,
  });
  expect(await lastRun(world, id)).toMatchObject({ accepted: 1, rejected: 1, outcome: "partly" });
  await expect(retryRecords(world.ctx, { id, runId })).rejects.toMatchObject({ code: "precondition" });

  partner.misbehave = () => undefined;
  const left = await listRecords(world.ctx, { id, runId: retry.id, verdict: "rejected", limit: 10 });
  await retryRecords(world.ctx, { id, runId: retry.id, recordIds: left.items.map((item) => item.id) });
  await workExports(world.system);
  expect(await storedExport(world, id)).toMatchObject({
    status: "DONE",
    outcome: "accepted",
    outcome_reason: "All 20 accepted",
    accepted: 20n,
    rejected: 0n,
  });
  expect(partner.messages.size).toBe(20);
  const first = await listRecords(world.ctx, { id, runId, verdict: "rejected", limit: 10 });
  expect(first.items.every((item) => item.retriedIn === retry.id)).toBe(true);
  const { items } = await listHistory(world.ctx, { id, limit: 10 });
  expect(items.map((entry) => entry.action)).toEqual(["export.retried", "export.retried", "export.created"]);
});

test("a connection shows the newest runs of all its exports, and of no other's", async () => {
  const world = await newWorld();
  const stranger = await newWorld();
  await addEvents(database.db, world.workspaceId, { count: 3, from: yesterdayNoon(world) });
  const first = await makeExport(world);
  await workExports(world.system);
  const second = await makeExport(world, { dataType: "selected", eventNames: ["Item Added"] });
  await workExports(world.system);
  const of = { id: world.connectionId, limit: 10 };
  const { items } = await listConnectionRuns(world.ctx, of);
  expect(items).toMatchObject([
    { exportId: second.id, number: 1, dataType: "selected", eventNames: ["Item Added"] },
    { exportId: first.id, number: 1, dataType: "all", eventNames: [], outcome: "accepted", accepted: 3 },
  ]);
  expect(items[1]).toMatchObject(await lastRun(world, first.id));
  expect((await listConnectionRuns(world.ctx, { ...of, limit: 1 })).items).toHaveLength(1);
  expect(await listConnectionRuns(stranger.ctx, { id: stranger.connectionId, limit: 10 })).toEqual({
    items: [],
  });
  await expect(listConnectionRuns(stranger.ctx, of)).rejects.toMatchObject({ code: "not_found" });
});

test("nothing is created, edited or retried through a connection that was disconnected", async () => {
  const { world, id, runId } = await partlyRejected();
  const admin: Ctx = { ...world.ctx, actor: { kind: "key", id: "k", name: "Ada", role: "admin" } };
  const recurring = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  await database.db.sql(`update exports set status = 'DONE' where id = $1::uuid`, [recurring.id]);
  await disconnectPartner(admin, { id: world.connectionId });
  await database.db.sql(`update exports set status = 'PENDING' where id = $1::uuid`, [recurring.id]);
  const before = await wholeDatabase(database.url);

  const field = { field: "connectionId", message: expect.stringContaining("disconnected") };
  const refused = (code: string) => ({
    code,
    message: expect.stringMatching(/^connectionId: /),
    problems: [field],
  });
  await expect(makeExport(world)).rejects.toMatchObject(refused("invalid"));
  await expect(editExport(world.ctx, { id: recurring.id, everyHours: 6 })).rejects.toMatchObject(
    refused("precondition"),
  );
  await expect(retryRecords(world.ctx, { id, runId })).rejects.toMatchObject(refused("precondition"));
  expect(await wholeDatabase(database.url)).toBe(before);

  // What was sent through it can still be looked at.
  for (const verdict of ["accepted", "rejected"] as const) {
    const { items } = await listRecords(world.ctx, { id, runId, verdict, limit: 50 });
    expect(items).toHaveLength(verdict === "accepted" ? 18 : 2);
  }
});

test("a connection that is disconnected in the same moment gets no new export", async () => {
  const world = await newWorld();
  await makeExport(world, { date: "2999-01-01" });
  await quietExports(database.db);
  const admin: Ctx = { ...world.ctx, actor: { kind: "key", id: "k", name: "Ada", role: "admin" } };
  const made = await Promise.allSettled([
    disconnectPartner(admin, { id: world.connectionId }),
    ...Array.from({ length: 6 }, () => makeExport(world)),
  ]);
  const connection = await database.db.prisma.connection.findFirstOrThrow({
    where: { id: world.connectionId },
  });
  const pending = await database.db.prisma.export.count({
    where: { connectionId: world.connectionId, status: "PENDING" },
  });
  expect(pending).toBe(made.slice(1).filter(({ status }) => status === "fulfilled").length);
  expect(connection.status === "disconnected" ? pending : 0).toBe(0);
});

test("an edit restarts a changed frequency at midnight and tells the history what changed", async () => {
  const clock = fixedClock("2026-05-01T10:30:00Z");
  const world = await newWorld({ clock, timeZone: "America/New_York" });
  const created = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  expect(created.startAt).toBe("2026-05-01T04:00:00.000Z");
  await workExports(world.system);
  expect((await storedExport(world, created.id)).next_run_at).toEqual(new Date("2026-05-01T12:00:00Z"));
  clock.advance(1_000);
  const edited = await editExport(world.ctx, {
    id: created.id,
    version: 1,
    everyHours: 24,
    date: "2026-05-03",
    dataType: "engagement",
  });
  expect(edited).toMatchObject({
    everyHours: 24,
    dataType: "engagement",
    version: 2,
    nextRunAt: "2026-05-03T04:00:00.000Z",
  });
  const { items } = await listHistory(world.ctx, { id: created.id, limit: 10 });
  expect(items[0]).toMatchObject({
    action: "export.edited",
    actorName: "Mara",
    changes: { everyHours: { from: 4, to: 24 }, dataType: { from: "all", to: "engagement" } },
  });
  await expect(editExport(world.ctx, { id: created.id, version: 1, everyHours: 6 })).rejects.toMatchObject({
    code: "conflict",
  });
});

test.each([
  ["events to profiles", { dataType: "profiles" }, "invalid"],
  ["recurring to one time", { frequency: "one_time" }, "invalid"],
  ["selected events without any", { dataType: "selected", eventNames: [] }, "invalid"],
  ["a day that has passed", { everyHours: 6, date: "2026-04-30" }, "invalid"],
] as const)("an edit from %s is refused and changes nothing", async (_name, change, code) => {
  const clock = fixedClock("2026-05-01T10:30:00Z");
  const world = await newWorld({ clock });
  const created = await makeExport(world, { frequency: "recurring", everyHours: 4 });
  const edit = { id: created.id, ...change } as Parameters<typeof editExport>[1];
  await expect(editExport(world.ctx, edit)).rejects.toMatchObject({ code });
  expect(await getExport(world.ctx, { id: created.id })).toEqual(created);
});

test("a one-time export cannot be edited", async () => {
  const world = await newWorld();
  const created = await makeExport(world);
  await expect(editExport(world.ctx, { id: created.id, dataType: "engagement" })).rejects.toMatchObject({
    code: "precondition",
    message: expect.stringContaining("one-time"),
  });
});

test("an edit while a run goes on applies from the next run", async () => {
  const clock = fixedClock(new Date());
  const world = await newWorld({ clock });
  await addEvents(database.db, world.workspaceId, { count: 5_000, from: clock.now(), name: "A" });
  await addEvents(database.db, world.workspaceId, { count: 10, from: clock.now(), name: "B" });
  const created = await makeExport(world, {
    frequency: "recurring",
    everyHours: 4,
    dataType: "selected",
    eventNames: ["A"],
  });
  partner.misbehave = async ({ index }) => {
    if (index === 0) {
      await editExport(world.ctx, { id: created.id, eventNames: ["B"] });
    }
    return undefined;
  };
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ status: "PENDING", accepted: 5_000n });
  await addEvents(database.db, world.workspaceId, { count: 3, from: clock.now(), name: "B" });
  await addEvents(database.db, world.workspaceId, { count: 3, from: clock.now(), name: "A" });
  clock.advance(4 * 3_600_000);
  await workExports(world.system);
  expect(await storedExport(world, created.id)).toMatchObject({ accepted: 5_003n });
});
