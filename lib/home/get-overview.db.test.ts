import { beforeEach, describe, expect, it } from "vitest";
import { actorId } from "../access/actor.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import { testMember } from "../testing/actors.ts";
import { testDatabase } from "../testing/database.ts";
import { insertTestExport, insertTestTransfer } from "../testing/fixture-store.ts";
import { type TestCtx, testCtx, withRole } from "../testing/test-ctx.ts";
import { getOverview } from "./verbs/get-overview.ts";

const database = testDatabase();
const now = new Date("2026-11-23T12:00:00Z");
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
let ctx: TestCtx;

beforeEach(async () => {
  await database.db.prisma.worker.deleteMany();
  ctx = await testCtx(database.db, { now });
});

async function insertConnection(status = "connected", problem: string | null = null): Promise<string> {
  const id = newId();
  await ctx.db.prisma.connection.create({
    data: {
      workspaceId: ctx.workspaceId,
      id,
      partner: "segment",
      nickname: `Shop ${id.slice(-4)}`,
      status,
      problem,
      createdBy: "Test",
    },
  });
  return id;
}

async function insertEvents(...receivedAt: Date[]): Promise<void> {
  await ctx.db.prisma.event.createMany({
    data: receivedAt.map((at) => ({
      workspaceId: ctx.workspaceId,
      receivedAt: at,
      timestamp: at,
      type: "track",
      name: "Product Viewed",
      personId: newId(),
      sourceId: newId(),
      messageId: newId(),
    })),
  });
}

async function insertCampaign(state: object): Promise<string> {
  const id = newId();
  const names = { name: "Sale", channel: "segment", qualification: "past", createdBy: "Test" };
  await ctx.db.prisma.campaign.create({
    data: { workspaceId: ctx.workspaceId, id, draft: {}, ...names, ...state },
  });
  return id;
}

async function insertSource(): Promise<string> {
  const id = newId();
  await ctx.db.prisma.source.create({
    data: { workspaceId: ctx.workspaceId, id, name: "Shop", platform: "web", createdBy: "Test" },
  });
  return id;
}

const workerBeat = (at: Date) =>
  ctx.db.prisma.worker.create({
    data: { id: newId(), host: "here", pid: 1, slots: [], startedAt: at, heartbeatAt: at },
  });

async function problemKindsNow(): Promise<string[]> {
  return (await getOverview(ctx, {})).problems.map((problem) => problem.kind);
}

describe("the counters of the last 24 hours", () => {
  it("puts events into the hour they were received in and leaves older ones out", async () => {
    await insertEvents(hoursAgo(0.5), hoursAgo(0.7), hoursAgo(23.5), hoursAgo(25), hoursAgo(400));
    const { received } = await getOverview(ctx, {});
    expect(received.total).toBe(3);
    expect(received.hours).toHaveLength(24);
    expect(received.hours[23]).toBe(2);
    expect(received.hours[0]).toBe(1);
    expect(received.atLeast).toBe(false);
  });

  it("counts people by when they were first seen, merged ones not", async () => {
    const person = (firstSeen: Date, mergedInto: string | null = null) => ({
      workspaceId: ctx.workspaceId,
      id: newId(),
      firstSeen,
      lastSeen: hoursAgo(1),
      mergedInto,
    });
    await ctx.db.prisma.person.createMany({
      data: [person(hoursAgo(2)), person(hoursAgo(100)), person(hoursAgo(2), newId())],
    });
    expect((await getOverview(ctx, {})).newPeople.total).toBe(1);
  });

  it("sums what partners accepted, batch by batch", async () => {
    const exportId = await insertTestExport(ctx.db, ctx.workspaceId, await insertConnection(), "RUNNING");
    const runId = newId();
    await ctx.db.prisma.exportRun.create({
      data: {
        workspaceId: ctx.workspaceId,
        id: runId,
        exportId,
        number: 1,
        trigger: "first",
        status: "RUNNING",
        settings: {},
        startedAt: hoursAgo(30),
        expected: 200n,
        read: 50n,
      },
    });
    const batch = (number: number, at: Date) => ({
      workspaceId: ctx.workspaceId,
      runId,
      number,
      firstKey: {},
      lastKey: {},
      records: 20,
      accepted: 20,
      rejected: 0,
      attempts: 1,
      bytes: 1,
      tookMs: 1,
      at,
    });
    await ctx.db.prisma.exportBatch.createMany({
      data: [batch(1, hoursAgo(29)), batch(2, hoursAgo(1)), batch(3, hoursAgo(0.1))],
    });
    const overview = await getOverview(ctx, {});
    expect(overview.sent.total).toBe(40);
    expect(overview.coming).toMatchObject([{ id: exportId, running: true, percent: 25 }]);
  });

  it("sums the messages of campaigns and journeys, hour by hour", async () => {
    const hour = (back: number) => new Date(Math.floor(hoursAgo(back).getTime() / 3_600_000) * 3_600_000);
    const of = { workspaceId: ctx.workspaceId, campaignId: newId(), runId: newId() };
    await ctx.db.prisma.campaignCount.createMany({
      data: [
        { ...of, hour: hour(26), status: "sent", people: 100 },
        { ...of, hour: hour(5), status: "sent", people: 7 },
        { ...of, hour: hour(5), status: "held", people: 50 },
      ],
    });
    const at = { workspaceId: ctx.workspaceId, journeyId: newId(), version: 1, node: "say", lane: 0 };
    await ctx.db.prisma.journeyCount.createMany({
      data: [
        { ...at, hour: hour(0), what: "sent", people: 2 },
        { ...at, hour: hour(0), what: "entered", people: 9 },
      ],
    });
    const { messages } = await getOverview(ctx, {});
    expect(messages.total).toBe(9);
    expect(messages.hours.filter((people) => people > 0)).toEqual([7, 2]);
    expect(messages.hours.at(-1)).toBe(2);
    expect((await getOverview(await testCtx(database.db, { now }), {})).messages.total).toBe(0);
  });

  it("never counts another workspace", async () => {
    await insertEvents(hoursAgo(1));
    const other = await testCtx(database.db, { now });
    expect((await getOverview(other, {})).received.total).toBe(0);
  });
});

async function insertDestination(
  state: object,
  on: TestCtx = ctx,
): Promise<{ id: string; sourceId: string }> {
  const { workspaceId } = on;
  const [id, sourceId, connectionId] = [newId(), newId(), newId()];
  await on.db.prisma.source.create({
    data: { workspaceId, id: sourceId, name: "Shop", platform: "web", createdBy: "Test" },
  });
  const connection = { partner: "clevertap", nickname: `Reach ${id.slice(-4)}`, createdBy: "Test" };
  await on.db.prisma.connection.create({ data: { workspaceId, id: connectionId, ...connection } });
  const names = { partner: "clevertap", name: "Reach", createdBy: "Test" };
  await on.db.prisma.destination.create({
    data: { workspaceId, id, sourceId, connectionId, ...names, ...state },
  });
  return { id, sourceId };
}

async function insertTransfer(status: string, state: object): Promise<{ id: string; audienceId: string }> {
  const { workspaceId } = ctx;
  const id = await insertTestTransfer(ctx.db, workspaceId, await insertConnection(), status);
  return ctx.db.prisma.transfer.update({ where: { workspaceId_id: { workspaceId, id } }, data: state });
}

async function insertRefused(transferId: string, at: Date, ...identities: string[]): Promise<void> {
  const of = { workspaceId: ctx.workspaceId, transferId, runId: newId(), at };
  await ctx.db.prisma.transferMember.createMany({
    data: identities.map((identity) => ({ ...of, identity, refused: "set", reason: "no such user" })),
  });
}

async function insertShelved(
  destinationId: string,
  at: Date,
  count: number,
  on: TestCtx = ctx,
): Promise<void> {
  const { workspaceId } = on;
  await on.db.prisma.destinationCount.create({
    data: { workspaceId, destinationId, minute: at, stage: "refused", count: BigInt(count) },
  });
  await insertRejected(
    { origin: "destination", originId: destinationId, runId: destinationId },
    at,
    count,
    on,
  );
}

async function insertRejected(
  of: { origin: string; originId: string; runId: string },
  at: Date,
  count: number,
  on: TestCtx = ctx,
): Promise<void> {
  const { workspaceId } = on;
  await on.db.prisma.ledgerEntry.createMany({
    data: Array.from({ length: count }, () => ({
      ...{ ...of, workspaceId, id: newId(), at },
      ...{ verdict: "rejected", code: "no", reason: "no" },
    })),
  });
}

const outageSince = (at: Date) => ({
  outage: { sinceMs: at.getTime(), nextMs: now.getTime() + 60_000, tries: 9, said: "CleverTap answers 503" },
});
const halted = { halted: "CleverTap answers 401", haltedAt: hoursAgo(30) };

describe("the problems", () => {
  it("says so when no worker has been heard of for a minute", async () => {
    await workerBeat(new Date(now.getTime() - 61_000));
    expect(await problemKindsNow()).toEqual(["no_worker"]);
    await workerBeat(new Date(now.getTime() - 5_000));
    expect(await problemKindsNow()).toEqual([]);
  });

  it("names a connection that needs attention, with its reason", async () => {
    await workerBeat(now);
    const id = await insertConnection("attention", "401: the write key is not known");
    expect((await getOverview(ctx, {})).problems).toMatchObject([
      { kind: "connection_attention", objectId: id, reason: "401: the write key is not known" },
    ]);
  });

  it("tells an export that waits from one that was refused, and forgets a refusal after a day", async () => {
    await workerBeat(now);
    const connectionId = await insertConnection();
    const waiting = await insertTestExport(ctx.db, ctx.workspaceId, connectionId, "RUNNING");
    const refused = await insertTestExport(ctx.db, ctx.workspaceId, connectionId, "STOPPED");
    const old = await insertTestExport(ctx.db, ctx.workspaceId, connectionId, "STOPPED");
    const change = (id: string, data: object) =>
      ctx.db.prisma.export.update({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } }, data });
    await change(waiting, { waiting: "Segment asks to wait (429)" });
    await change(refused, {
      outcome: "refused",
      outcomeReason: "401",
      stoppedAt: hoursAgo(1),
      createdAt: hoursAgo(99),
    });
    await change(old, {
      outcome: "refused",
      outcomeReason: "401",
      stoppedAt: hoursAgo(30),
      createdAt: hoursAgo(99),
    });
    const { problems } = await getOverview(ctx, {});
    expect(problems.map(({ kind, objectId }) => [kind, objectId])).toEqual([
      ["export_failed", refused],
      ["export_waiting", waiting],
    ]);
  });

  it("tells of a repeated export or transfer whose last run came to nothing, until the next one begins", async () => {
    await workerBeat(now);
    const { workspaceId } = ctx;
    const exported = await insertTestExport(ctx.db, workspaceId, await insertConnection(), "PENDING");
    const state = { outcome: "failed", outcomeReason: "No answer for a day", lastRunAt: hoursAgo(1) };
    await ctx.db.prisma.export.update({
      where: { workspaceId_id: { workspaceId, id: exported } },
      data: state,
    });
    const sent = await insertTransfer("PENDING", state);
    expect((await getOverview(ctx, {})).problems).toMatchObject([
      { kind: "export_failed", objectId: exported, reason: "No answer for a day" },
      { kind: "transfer_failed", objectId: sent.id },
    ]);
  });

  it("counts rows of an export that were rejected within a day, and not those that were sent again", async () => {
    await workerBeat(now);
    const { workspaceId } = ctx;
    const exportId = await insertTestExport(ctx.db, workspaceId, await insertConnection(), "PENDING");
    const run = async (number: number, rejected: number, endedAt: Date) => {
      const id = newId();
      const of = { workspaceId, id, exportId, number, trigger: "schedule", status: "DONE", settings: {} };
      await ctx.db.prisma.exportRun.create({
        data: { ...of, rejected: BigInt(rejected), startedAt: endedAt, endedAt },
      });
      await insertRejected({ origin: "export", originId: exportId, runId: id }, endedAt, rejected);
      return id;
    };
    await run(1, 4, hoursAgo(30));
    const lately = await run(2, 3, hoursAgo(2));
    const told = async () => (await getOverview(ctx, {})).problems;
    expect(await told()).toMatchObject([{ kind: "export_rejected", objectId: exportId, count: 3 }]);
    const again = await run(3, 1, hoursAgo(1));
    const sentAgain = { data: { retriedIn: again }, where: { runId: lately } };
    await ctx.db.prisma.ledgerEntry.updateMany(sentAgain);
    expect(await told()).toMatchObject([{ kind: "export_rejected", objectId: exportId, count: 1 }]);
    await ctx.db.prisma.ledgerEntry.updateMany({ data: { retriedIn: newId() }, where: { runId: again } });
    expect(await told()).toEqual([]);
  });

  it("tells of audiences on their way: that wait, that were refused within a day, and whose users were", async () => {
    await workerBeat(now);
    const waiting = await insertTransfer("RUNNING", { waiting: "CleverTap answers 429" });
    const refused = await insertTransfer("STOPPED", {
      ...{
        outcome: "refused",
        outcomeReason: "CleverTap answers 401",
        stoppedAt: hoursAgo(1),
        createdAt: hoursAgo(99),
      },
    });
    await insertTransfer("STOPPED", { outcome: "refused", stoppedAt: hoursAgo(30), createdAt: hoursAgo(99) });
    await insertTransfer("STOPPED", { outcome: "stopped", stoppedBy: "Ada", stoppedAt: hoursAgo(1) });
    const partly = await insertTransfer("DONE", { outcome: "partly", lastRunAt: hoursAgo(2) });
    const older = await insertTransfer("DONE", { outcome: "partly", lastRunAt: hoursAgo(30) });
    await insertRefused(partly.id, hoursAgo(2), "ada", "ben");
    await insertRefused(older.id, hoursAgo(30), "ada");
    const { problems } = await getOverview(withRole(ctx, "viewer"), {});
    expect(problems).toMatchObject([
      {
        kind: "transfer_failed",
        objectId: refused.id,
        audienceId: refused.audienceId,
        reason: "CleverTap answers 401",
      },
      { kind: "transfer_waiting", objectId: waiting.id, reason: "CleverTap answers 429" },
      { kind: "transfer_rejected", objectId: partly.id, audienceId: partly.audienceId, count: 2 },
    ]);
    // Sent again and taken, they are nobody's problem any more.
    await ctx.db.prisma.transferMember.updateMany({
      where: { transferId: partly.id },
      data: { refused: null },
    });
    expect(await problemKindsNow()).toEqual(["transfer_failed", "transfer_waiting"]);
  });

  it("counts what lies on a destination's shelf while its partner refused something within a day", async () => {
    await workerBeat(now);
    const busy = await insertDestination({});
    const quiet = await insertDestination({});
    const theirs = await testCtx(database.db, { now });
    const elsewhere = await insertDestination({}, theirs);
    await insertShelved(busy.id, hoursAgo(1), 3);
    await insertShelved(quiet.id, hoursAgo(30), 2);
    await insertShelved(elsewhere.id, hoursAgo(1), 2, theirs);
    const { problems } = await getOverview(ctx, {});
    expect(problems).toMatchObject([
      {
        kind: "destination_refused",
        objectId: busy.id,
        sourceId: busy.sourceId,
        objectName: "Shop to Reach",
        count: 3,
      },
    ]);
    await ctx.db.sql(`update ledger_entries set discarded_at = now() where origin_id = $1::uuid`, [busy.id]);
    expect(await problemKindsNow()).toEqual([]);
  });

  it("names destinations that have halted, however long ago, and those whose partner takes nothing for 10 minutes", async () => {
    await workerBeat(now);
    const stopped = await insertDestination(halted);
    const long = await insertDestination(outageSince(hoursAgo(10 / 60)));
    await insertDestination(outageSince(new Date(now.getTime() - 599_999)));
    await insertDestination({});
    const { problems } = await getOverview(withRole(ctx, "viewer"), {});
    expect(problems).toEqual([
      {
        kind: "destination_halted",
        objectId: stopped.id,
        sourceId: stopped.sourceId,
        audienceId: "",
        objectName: "Shop to Reach",
        reason: "CleverTap answers 401",
        count: 0,
        at: hoursAgo(30).toISOString(),
      },
      {
        kind: "destination_waiting",
        objectId: long.id,
        sourceId: long.sourceId,
        audienceId: "",
        objectName: "Shop to Reach",
        reason: "CleverTap answers 503",
        count: 0,
        at: hoursAgo(10 / 60).toISOString(),
      },
    ]);
  });

  it("tells of no destination that is off, removed, in device mode or another workspace's", async () => {
    await workerBeat(now);
    await insertDestination({ ...halted, enabled: false });
    await insertDestination({ ...outageSince(hoursAgo(2)), enabled: false });
    await insertDestination({ ...halted, archivedAt: now });
    await insertDestination({ ...halted, mode: "device" });
    await insertDestination(halted, await testCtx(database.db, { now }));
    expect(await problemKindsNow()).toEqual([]);
  });

  it("tells of campaigns that wait for approval where nobody but whoever asked could give it", async () => {
    await workerBeat(now);
    const { workspaceId } = ctx;
    const join = async (role: string) => {
      const userId = newId();
      await ctx.db.prisma.user.create({ data: { id: userId, email: `${userId}@example.com`, name: role } });
      await ctx.db.prisma.membership.create({ data: { workspaceId, userId, role } });
      return userId;
    };
    const demand = (approval: boolean) =>
      ctx.db.prisma.workspace.update({ where: { id: workspaceId }, data: { approval } });
    const unapprovable = async () =>
      (await getOverview(ctx, {})).problems.filter(({ kind }) => kind === "campaign_unapprovable");
    const requestedById = await join("admin");
    await join("viewer");
    await insertCampaign({ name: "Sale", status: "APPROVAL_PENDING", requestedById, changedAt: hoursAgo(3) });
    await insertCampaign({ status: "APPROVAL_PENDING", requestedById, archivedAt: now });
    expect(await unapprovable()).toEqual([]);
    await demand(true);
    const of = { kind: "campaign_unapprovable", objectName: "Sale", at: hoursAgo(3).toISOString() };
    expect(await unapprovable()).toMatchObject([{ ...of, count: 1 }]);
    await insertCampaign({ name: "News", status: "APPROVAL_PENDING", requestedById });
    expect(await unapprovable()).toMatchObject([{ ...of, count: 2 }]);
    await demand(false);
    expect(await unapprovable()).toEqual([]);
    await demand(true);
    await join("marketer");
    expect(await unapprovable()).toEqual([]);
  });

  it("tells whoever may approve of what waits for that, and whoever asked that it was refused and why", async () => {
    await workerBeat(now);
    await ctx.db.prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { approval: true } });
    const mara = await testMember(ctx, "marketer", { name: "Mara" });
    const ben = await testMember(ctx, "marketer", { name: "Ben" });
    const viewer = await testMember(ctx, "viewer", { name: "Vic" });
    const asked = { requestedBy: "Mara", requestedById: actorId(mara.actor), changedAt: hoursAgo(1) };
    const waiting = await insertCampaign({ name: "Sale", status: "APPROVAL_PENDING", ...asked });
    const refused = await insertCampaign({ name: "News", status: "REJECTED", reason: "Too many", ...asked });
    await insertCampaign({ status: "APPROVAL_PENDING", ...asked, archivedAt: now });
    await insertCampaign({ status: "REJECTED", ...asked, archivedAt: now });
    const told = async (who: Ctx) => (await getOverview(who, {})).problems;
    expect(await told(ben)).toMatchObject([
      { kind: "campaign_approval", objectId: waiting, objectName: "Sale", reason: "Mara" },
    ]);
    expect(await told(mara)).toMatchObject([
      { kind: "campaign_rejected", objectId: refused, objectName: "News", reason: "Too many" },
    ]);
    expect(await told(viewer)).toEqual([]);
    await ctx.db.prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { approval: false } });
    expect(await told(ben)).toEqual([]);
  });

  it("counts refused calls by source", async () => {
    await workerBeat(now);
    const sourceId = await insertSource();
    const refusal = (at: Date) => ({
      workspaceId: ctx.workspaceId,
      id: newId(at.getTime()),
      at,
      sourceId,
      call: "track",
      status: 400,
      field: "userId",
      reason: "request neither has anonymousId nor userId",
      body: "{}",
    });
    await ctx.db.prisma.refusedCall.createMany({
      data: [refusal(hoursAgo(1)), refusal(hoursAgo(2)), refusal(hoursAgo(48))],
    });
    const { problems, refused } = await getOverview(ctx, {});
    expect(refused.total).toBe(2);
    expect(problems).toMatchObject([
      { kind: "calls_refused", objectId: sourceId, objectName: "Shop", count: 2 },
    ]);
  });
});

describe("what runs now and comes next", () => {
  const inHours = (hours: number) => hoursAgo(-hours);
  const journey = async (state: object, on: TestCtx = ctx) => {
    const id = newId();
    const data = { workspaceId: on.workspaceId, id, name: "Welcome", draft: {}, createdBy: "Test", ...state };
    await on.db.prisma.journey.create({ data });
    return id;
  };
  const campaignRun = async (campaignId: string, state: object) => {
    const id = newId();
    const { workspaceId } = ctx;
    const of = { workspaceId, id, campaignId, version: 1, kind: "batch", reference: "1", plannedAt: now };
    await ctx.db.prisma.campaignRun.create({ data: { ...of, number: 1, status: "RUNNING", ...state } });
    return id;
  };
  const told = async () => (await getOverview(ctx, {})).coming;

  it("is one list: first what runs by its start, then exports, campaigns and journeys by the time they come", async () => {
    const connectionId = await insertConnection();
    const exported = await insertTestExport(ctx.db, ctx.workspaceId, connectionId, "PENDING");
    await ctx.db.prisma.export.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: exported } },
      data: { nextRunAt: inHours(2) },
    });
    const weekly = await insertCampaign({
      name: "Weekly",
      status: "AWAITING_NEXT_RUN",
      runs: 3,
      nextRunAt: inHours(1),
    });
    const live = await insertCampaign({ status: "SCHEDULED", qualification: "live", nextRunAt: inHours(5) });
    const entering = await journey({ status: "RUNNING", runAt: hoursAgo(1), nextRunAt: inHours(23) });
    const later = await journey({ status: "RUNNING", nextRunAt: inHours(3) });
    const sending = await insertCampaign({ name: "Sale", status: "RUNNING", runs: 1 });
    const runId = await campaignRun(sending, { stage: "send", qualified: 200, startedAt: hoursAgo(2) });
    const count = (status: string, people: number) => ({
      ...{ workspaceId: ctx.workspaceId, campaignId: sending, runId, hour: hoursAgo(1) },
      ...{ status, people },
    });
    await ctx.db.prisma.campaignCount.createMany({ data: [count("sent", 40), count("held", 10)] });
    const coming = await told();
    expect(coming.map(({ id }) => id)).toEqual([sending, entering, weekly, exported, later, live]);
    expect(coming[0]).toEqual({
      ...{
        kind: "campaign",
        id: sending,
        audienceId: "",
        name: "Sale",
        running: true,
        what: "segment",
        frequency: "",
      },
      ...{ run: 1, percent: 25, done: 40, at: hoursAgo(2).toISOString() },
    });
    expect(coming[1]).toMatchObject({ kind: "journey", running: true, at: hoursAgo(1).toISOString() });
    expect(coming[2]).toMatchObject({
      kind: "campaign",
      running: false,
      run: 4,
      at: inHours(1).toISOString(),
    });
    expect(coming[3]).toMatchObject({ kind: "export", running: false, at: inHours(2).toISOString() });
    expect(coming[4]).toMatchObject({ kind: "journey", name: "Welcome", running: false });
    expect(coming[5]).toMatchObject({ kind: "campaign", run: null });
  });

  it("tells of audiences that are on their way, and of those that are sent next", async () => {
    const following = await insertTransfer("RUNNING", { frequency: "continuous" });
    const planned = await insertTransfer("PENDING", {
      ...{ frequency: "recurring", everyHours: 4, nextRunAt: inHours(1) },
    });
    await insertTransfer("DONE", {});
    await ctx.db.prisma.transferRun.create({
      data: {
        ...{ workspaceId: ctx.workspaceId, id: newId(), transferId: following.id, number: 1, settings: {} },
        ...{ trigger: "continuous", status: "RUNNING", scope: "changed", startedAt: hoursAgo(3) },
        ...{ expected: 10n, read: 5n, accepted: 5n },
      },
    });
    await ctx.db.prisma.transferRun.create({
      data: {
        ...{ workspaceId: ctx.workspaceId, id: newId(), transferId: following.id, number: 2, settings: {} },
        ...{ trigger: "first", status: "DONE", scope: "all", accepted: 400n, removed: 2n },
      },
    });
    expect(await told()).toMatchObject([
      {
        kind: "transfer",
        id: following.id,
        audienceId: following.audienceId,
        running: true,
        percent: null,
        done: 407,
      },
      {
        kind: "transfer",
        id: planned.id,
        running: false,
        frequency: "recurring",
        at: inHours(1).toISOString(),
      },
    ]);
  });

  it("leaves out what does not come by itself, what was archived, and what is another workspace's", async () => {
    for (const status of ["DRAFT", "PAUSED", "STOPPED"]) {
      await journey({ status, nextRunAt: inHours(1) });
    }
    await journey({ status: "RUNNING" });
    await journey({ status: "RUNNING", nextRunAt: inHours(1), archivedAt: now });
    await journey({ status: "RUNNING", nextRunAt: inHours(1) }, await testCtx(database.db, { now }));
    await insertCampaign({ status: "DRAFT" });
    await insertCampaign({ status: "HELD", nextRunAt: inHours(1) });
    await campaignRun(await insertCampaign({ status: "RUNNING", qualification: "live" }), { kind: "live" });
    expect(await told()).toEqual([]);
  });

  it("is bounded: the first eight of what runs, and of what comes next", async () => {
    const ids: string[] = [];
    for (let hour = 1; hour <= 6; hour += 1) {
      ids.push(await journey({ status: "RUNNING", nextRunAt: inHours(hour) }));
      ids.push(await insertCampaign({ status: "SCHEDULED", nextRunAt: inHours(hour + 0.5) }));
    }
    expect((await told()).map(({ id }) => id)).toEqual(ids.slice(0, 8));
  });
});

it("ticks off the first steps of a workspace", async () => {
  const none = { source: false, received: false, connection: false, export: false };
  expect((await getOverview(ctx, {})).start).toEqual(none);
  await insertSource();
  expect((await getOverview(withRole(ctx, "viewer"), {})).start).toEqual({ ...none, source: true });
});
