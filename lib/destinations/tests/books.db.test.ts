import { describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { listCalls } from "../../sources/verbs/list-calls.ts";
import { testDatabase } from "../../testing/database.ts";
import { bookCounts, bookDecisions, bookPosition, bookRequest } from "../../testing/destination-books.ts";
import {
  type DestinationGround,
  destinationGround,
  makeDestination,
} from "../../testing/destination-ground.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import type { ListSamples } from "../schema.ts";
import { getDestination } from "../verbs/get-destination.ts";
import { getExchange } from "../verbs/get-exchange.ts";
import { listDestinations } from "../verbs/list-destinations.ts";
import { listSamples } from "../verbs/list-samples.ts";
import { readFates } from "../verbs/read-fates.ts";
import { readPipeline } from "../verbs/read-pipeline.ts";
import { readReasons } from "../verbs/read-reasons.ts";

const database = testDatabase();
const refused = {
  verdict: "rejected",
  code: "clevertap_513",
  reason: "CleverTap refuses the name.",
} as const;
const filtered = { verdict: "skipped", code: "name_denied", reason: "Not among the names." } as const;

const track = (messageId: string, event = messageId) => ({
  type: "track",
  event,
  userId: "cust-1",
  messageId,
});
const ids = (count: number, prefix: string) => Array.from({ length: count }, () => `${prefix}-${newId()}`);

/** The ids of the ground's calls by their messages. */
async function callIds(world: DestinationGround): Promise<Map<string, string>> {
  const { items } = await listCalls(world.ctx, { id: world.sourceId, outcome: "all", limit: 200 });
  return new Map(items.map((item) => [item.messageId ?? "", item.id]));
}

/** A destination with 2 calls filtered, 3 refused, 5 delivered, 4 waiting. */
async function bookedWorld() {
  const world = await destinationGround(database.db);
  const before = ids(1, "before");
  await world.send(before.map((id) => track(id)));
  await othersAreDone(database.db);
  const { id } = await makeDestination(world);
  const [skipped, shelf, taken, waits] = [ids(2, "skip"), ids(3, "shelf"), ids(5, "taken"), ids(4, "wait")];
  await world.send([...skipped, ...shelf, ...taken].map((each) => track(each)));
  const { db } = database;
  await bookDecisions(db, id, skipped, filtered);
  await bookDecisions(db, id, shelf, refused);
  await bookRequest(db, id, taken, { retried: 1 });
  await bookPosition(db, id);
  await world.send(waits.map((each) => track(each)));
  const at = new Date();
  await bookCounts(db, id, [
    { stage: "received", count: 10, at },
    { stage: "filtered", count: 2, at, code: "name_denied", reason: "Not among the names." },
    { stage: "refused", count: 3, at, code: "clevertap_513", reason: "CleverTap refuses the name." },
    { stage: "retried", count: 5, at, code: "http_503", reason: "CleverTap answers 503" },
    { stage: "delivered", count: 5, at, tookMs: 1_000 },
  ]);
  return { world, id, before, skipped, shelf, taken, waits };
}

describe("the numbers of a destination", () => {
  it("add up: received is filtered, waiting, refused and delivered, in the pipeline, its steps and the list", async () => {
    const { world, id } = await bookedWorld();
    const pipeline = await readPipeline(world.ctx, { id, window: "1h" });
    expect(pipeline.counts).toEqual({
      received: 14,
      filtered: 2,
      waiting: 4,
      retried: 5,
      refused: 3,
      delivered: 5,
    });
    expect(pipeline).toMatchObject({ waitingMore: false, warned: 0, replayed: 0 });
    expect(pipeline.p50Ms).toBeGreaterThan(700);
    expect(pipeline.p95Ms).toBeLessThan(1_500);
    const sum = (stage: "received" | "filtered" | "refused" | "delivered") =>
      pipeline.series.reduce((total, point) => total + point[stage], 0);
    expect([sum("received"), sum("filtered"), sum("refused"), sum("delivered")]).toEqual([10, 2, 3, 5]);
    expect(pipeline.series).toHaveLength(60);
    const [listed] = (await listDestinations(world.ctx, { id: world.sourceId })).items;
    expect(listed).toMatchObject({
      waiting: { count: 4, more: false },
      shelved: 3,
      lastDay: { received: 14, filtered: 2, delivered: 5, refused: 3 },
    });
    expect(await getDestination(world.ctx, { id })).toEqual(listed);
  });

  it("fall into steps by their minute, and out of a window that they are older than", async () => {
    const world = await destinationGround(database.db);
    const { id } = await makeDestination(world);
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await bookCounts(database.db, id, [
      { stage: "delivered", count: 1, at: ago(0), tookMs: 20 },
      { stage: "delivered", count: 10, at: ago(30), tookMs: 20 },
      { stage: "delivered", count: 100, at: ago(600), tookMs: 20 },
      { stage: "delivered", count: 1_000, at: ago(6 * 24 * 60), tookMs: 20 },
      { stage: "delivered", count: 7, at: ago(1), replayed: true, tookMs: 500_000_000 },
    ]);
    const windows = ["10m", "1h", "24h", "7d"] as const;
    const found = await Promise.all(windows.map((window) => readPipeline(world.ctx, { id, window })));
    expect(found.map(({ counts }) => counts.delivered)).toEqual([8, 18, 118, 1_118]);
    expect(found.map(({ replayed }) => replayed)).toEqual([7, 7, 7, 7]);
    expect(found.map(({ series }) => series.length)).toEqual([10, 60, 48, 56]);
    for (const { p95Ms, series, counts } of found) {
      expect(p95Ms).toBeLessThan(30);
      expect(series.reduce((sum, point) => sum + point.delivered, 0)).toBe(counts.delivered);
      expect(
        new Set(
          series
            .map(({ at }, index) => Date.parse(at) - (index && Date.parse(series[index - 1]?.at ?? "")))
            .slice(1),
        ).size,
      ).toBe(1);
    }
  });

  it("take a stage's total where one is booked beside its reasons, and the reasons most frequent first", async () => {
    const world = await destinationGround(database.db);
    const { id } = await makeDestination(world);
    const at = new Date();
    await bookCounts(database.db, id, [
      { stage: "refused", count: 5, at },
      { stage: "refused", count: 2, at, code: "a", reason: "Reason A" },
      { stage: "refused", count: 3, at, code: "b", reason: "Reason B" },
    ]);
    expect((await readPipeline(world.ctx, { id, window: "10m" })).counts.refused).toBe(5);
    expect((await readReasons(world.ctx, { id, window: "10m", stage: "refused" })).items).toEqual([
      { code: "b", reason: "Reason B", count: 3 },
      { code: "a", reason: "Reason A", count: 2 },
    ]);
  });
});

describe("the fate of a call", () => {
  it("is told at each destination of its source, in the order of the calls", async () => {
    const { world, id, before, skipped, shelf, taken, waits } = await bookedWorld();
    const known = await callIds(world);
    const messages = [before[0], skipped[0], shelf[0], taken[0], waits[0]].map(String);
    const calls = messages.map((message) => known.get(message) ?? "");
    const { items } = await readFates(world.ctx, { id: world.sourceId, calls });
    expect(items.map((item) => [item.callId, item.destinationId])).toEqual(calls.map((call) => [call, id]));
    expect(items.map(({ fate, code }) => [fate, code])).toEqual([
      ["before", null],
      ["filtered", "name_denied"],
      ["refused", "clevertap_513"],
      ["delivered", null],
      ["waiting", null],
    ]);
    expect(items.map(({ replayed }) => replayed)).toEqual([false, false, false, false, false]);
  });

  it("is what happened last: a retry under way, then delivered by it, or refused again", async () => {
    const { world, id, shelf } = await bookedWorld();
    const { db } = database;
    const replay = { workspaceId: world.workspaceId, id: newId(), destinationId: id, kind: "retry" };
    const toTx = 1n;
    await db.prisma.destinationReplay.create({ data: { ...replay, toTx, toSeq: 1n, createdBy: "Mara" } });
    await db.prisma.ledgerEntry.updateMany({ where: { originId: id }, data: { retriedIn: replay.id } });
    const known = await callIds(world);
    const fates = async () => {
      const calls = shelf.map((message) => known.get(message) ?? "");
      const { items } = await readFates(world.ctx, { id: world.sourceId, calls });
      return items.map(({ fate, replayed }) => [fate, replayed]);
    };
    expect(await fates()).toEqual([
      ["retrying", true],
      ["retrying", true],
      ["retrying", true],
    ]);
    const later = new Date(Date.now() + 1_000);
    await bookRequest(db, id, [String(shelf[0])], { replayId: replay.id, at: later });
    await bookDecisions(db, id, [String(shelf[1])], { ...refused, at: later, runId: replay.id });
    await db.prisma.ledgerEntry.updateMany({
      where: { originId: id, messageId: String(shelf[2]) },
      data: { discardedAt: new Date() },
    });
    expect(await fates()).toEqual([
      ["delivered", true],
      ["refused", true],
      ["discarded", false],
    ]);
  });
});

describe("samples and exchanges", () => {
  it("show the newest calls of each stage, for one reason where told", async () => {
    const { world, id, skipped, shelf, taken, waits } = await bookedWorld();
    const names = async (stage: ListSamples["stage"], code?: string) => {
      const asked = { id, window: "1h" as const, stage, code, limit: 20 };
      return (await listSamples(world.ctx, asked)).items.map((item) => item.name).sort();
    };
    expect(await names("filtered")).toEqual([...skipped].sort());
    expect(await names("refused")).toEqual([...shelf].sort());
    expect(await names("refused", "clevertap_513")).toEqual([...shelf].sort());
    expect(await names("refused", "another")).toEqual([]);
    expect(await names("delivered")).toEqual([...taken].sort());
    expect(await names("retried")).toEqual([...taken].sort());
    expect(await names("waiting")).toEqual([...waits].sort());
    const one = { id, window: "1h" as const, stage: "delivered" as const, limit: 1 };
    expect((await listSamples(world.ctx, one)).items).toHaveLength(1);
  });

  it("finds delivered calls of a quiet source far back in a busy workspace's log", async () => {
    const { world, id, taken } = await bookedWorld();
    await database.db.sql(
      `insert into events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id)
       select $1::uuid, now(), now(), 'track', 'Noise', gen_random_uuid(), gen_random_uuid(), gen_random_uuid()::text
       from generate_series(1, 6000)`,
      [world.workspaceId],
    );
    const asked = { id, window: "1h" as const, stage: "delivered" as const, limit: 20 };
    const { items } = await listSamples(world.ctx, asked);
    expect(items.map((item) => item.name).sort()).toEqual([...taken].sort());
  });

  it("puts what came, what was sent and what was answered side by side", async () => {
    const { world, id, skipped, shelf, taken } = await bookedWorld();
    const known = await callIds(world);
    const exchange = (message: string | undefined) =>
      getExchange(world.ctx, { id, callId: known.get(message ?? "") ?? "" });
    expect(await exchange(shelf[0])).toMatchObject({
      fate: "refused",
      came: { type: "track", event: shelf[0], userId: "cust-1" },
      sent: { asOf: "kept", request: { method: "POST" }, records: [{ type: "event" }], problem: null },
      answered: { httpStatus: 200, message: "CleverTap refuses the name." },
    });
    expect(await exchange(taken[0])).toMatchObject({
      fate: "delivered",
      answered: { httpStatus: 200, message: "Taken.", tookMs: 42, attempts: 2 },
    });
    expect(await exchange(skipped[0])).toMatchObject({ fate: "filtered", sent: null, answered: null });
  });

  it("shows nothing of another workspace, nor of another source", async () => {
    const [{ id, world: theirs }, mine] = [await bookedWorld(), await destinationGround(database.db)];
    const { ctx } = mine;
    const [callId = ""] = (await callIds(theirs)).values();
    const window = "1h" as const;
    const attempts = [
      readPipeline(ctx, { id, window }),
      readReasons(ctx, { id, window, stage: "refused" }),
      listSamples(ctx, { id, window, stage: "filtered", limit: 5 }),
      getExchange(ctx, { id, callId }),
      readFates(ctx, { id: theirs.sourceId, calls: [callId] }),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    }
    const own = await makeDestination(mine);
    await expect(getExchange(ctx, { id: own.id, callId })).rejects.toMatchObject({ code: "not_found" });
    expect((await readFates(ctx, { id: mine.sourceId, calls: [callId] })).items).toEqual([]);
  });
});
