import { describe, expect, test } from "vitest";
import type { JobRun } from "../jobs/define-job.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { catalogue } from "./catalogue.ts";
import { advance, consumerTicker, defineConsumer, type LogWindow, logWindow } from "./log.ts";
import { getEventDefinition } from "./verbs/get-event-definition.ts";
import { listEventNames } from "./verbs/list-event-names.ts";

const database = testDatabase();
const run: JobRun = { signal: new AbortController().signal, workerId: "w", attempt: 1 };

/** Other databases of the server have transactions too, which a window waits for: so tests wait as well. */
async function until(isSo: () => boolean | Promise<boolean>, step: () => Promise<unknown>): Promise<void> {
  while (!(await isSo())) {
    await step();
  }
}

function reader(workspaceId: string, maxEvents = 1_000) {
  const windows: LogWindow[] = [];
  const names: string[] = [];
  const name = `reader-${Math.random()}`;
  const consumer = defineConsumer({
    name,
    maxEvents,
    handle: async (ctx, window) => {
      if (ctx.workspaceId !== workspaceId) {
        return;
      }
      windows.push(window);
      const rows = await ctx.db.prisma.event.findMany({
        where: { workspaceId: ctx.workspaceId, tx: { gte: window.fromTx, lt: window.toTx } },
        orderBy: [{ tx: "asc" }, { seq: "asc" }],
      });
      names.push(...rows.map((row) => row.name));
    },
  });
  return { consumer, windows, names };
}

async function ground() {
  const made = await ingestGround(database.db);
  const send = sender(made.ctx, made.key);
  const track = (...events: string[]) =>
    send("batch", { batch: events.map((event) => ({ type: "track", userId: "u", event })) });
  const ctx = { ...made.ctx, actor: { kind: "system" as const, name: "Junction" } };
  return { ...made, ctx, send, track };
}

describe("windows", () => {
  test("a window ends before a transaction that still runs, and takes it in once it has ended", async () => {
    const { ctx, workspaceId, track } = await ground();
    const slow = await database.db.pool.connect();
    await slow.query("begin");
    await slow.query("select pg_current_xact_id()");
    await track("Later");
    const count = async ({ fromTx, toTx }: LogWindow) =>
      database.db.prisma.event.count({ where: { workspaceId, tx: { gte: fromTx, lt: toTx } } });
    const first = await logWindow(ctx.db, workspaceId, 0n);
    expect(await count(first)).toBe(0);
    await slow.query("commit");
    slow.release();
    let second = await logWindow(ctx.db, workspaceId, first.toTx);
    await until(
      async () => (await count(second)) > 0,
      async () => {
        second = await logWindow(ctx.db, workspaceId, first.toTx);
      },
    );
    expect(await count(first)).toBe(0);
  });

  test("a bounded window ends at a transaction's edge and loses nothing", async () => {
    const { ctx, workspaceId, track } = await ground();
    await track("A", "B", "C");
    await track("D", "E");
    await track("F");
    const { consumer, windows, names } = reader(workspaceId, 2);
    const ticker = consumerTicker([consumer], { everyMs: 1 });
    await until(
      () => names.length >= 6,
      () => ticker.tick(ctx, run),
    );
    expect(names).toEqual(["A", "B", "C", "D", "E", "F"]);
    expect(windows.length).toBeGreaterThan(1);
  });
});

describe("consumers", () => {
  test("read every event once, in order, across ticks", async () => {
    const { ctx, workspaceId, track } = await ground();
    const { consumer, names } = reader(workspaceId);
    const ticker = consumerTicker([consumer], { everyMs: 1 });
    await track("A", "B");
    await until(
      () => names.length >= 2,
      () => ticker.tick(ctx, run),
    );
    await track("C");
    await until(
      () => names.length >= 3,
      () => ticker.tick(ctx, run),
    );
    await ticker.tick(ctx, run);
    expect(names).toEqual(["A", "B", "C"]);
  });

  test("an event whose transaction ended after the look is read by a later tick, without new events", async () => {
    const { ctx, workspaceId, track } = await ground();
    const { consumer, names } = reader(workspaceId);
    const ticker = consumerTicker([consumer], { everyMs: 1 });
    const slow = await database.db.pool.connect();
    await slow.query("begin");
    await slow.query("select pg_current_xact_id()");
    await track("A");
    await ticker.tick(ctx, run);
    await ticker.tick(ctx, run);
    expect(names).toEqual([]);
    await slow.query("commit");
    slow.release();
    await until(
      () => names.length > 0,
      () => ticker.tick(ctx, run),
    );
    expect(names).toEqual(["A"]);
  });

  test("a consumer that fails keeps its place, and its effects are undone", async () => {
    const { ctx, workspaceId, track } = await ground();
    await track("A");
    let failing = true;
    const consumer = defineConsumer({
      name: "failing",
      maxEvents: 10,
      handle: async (_ctx, _window, db) => {
        await db.sql("insert into settings (name, value) values ($1, 'true')", [`seen-${workspaceId}`]);
        if (failing) {
          throw new Error("broken");
        }
      },
    });
    const mine = () => database.db.prisma.setting.count({ where: { name: `seen-${workspaceId}` } });
    await database.db.prisma.eventCursor.create({ data: { workspaceId, consumer: "failing" } });
    const attempt = async () => {
      await until(
        () => false,
        () => advance(ctx, consumer, workspaceId),
      );
    };
    await expect(attempt()).rejects.toThrow("broken");
    expect(await mine()).toBe(0);
    failing = false;
    await until(
      async () => (await mine()) === 1,
      () => advance(ctx, consumer, workspaceId),
    );
  });

  test("that fail in one workspace hold up neither another workspace nor another consumer", async () => {
    const [one, other] = [await ground(), await ground()];
    const { consumer, names } = reader(other.workspaceId);
    const { consumer: beside, names: namesBeside } = reader(one.workspaceId);
    const fails = defineConsumer({
      ...consumer,
      handle: async (ctx, window, db) => {
        if (ctx.workspaceId === one.workspaceId) {
          throw new Error("broken");
        }
        return consumer.handle(ctx, window, db);
      },
    });
    const ticker = consumerTicker([fails, beside], { everyMs: 1 });
    // Whose cursor has stood still the longest comes first.
    await one.track("A");
    await until(
      () => namesBeside.length > 0,
      () => ticker.tick(one.ctx, run),
    );
    await other.track("B");
    await until(
      () => names.length > 0,
      () => ticker.tick(one.ctx, run),
    );
    expect([namesBeside, names]).toEqual([["A"], ["B"]]);
  });

  test("two workers never handle one window twice", async () => {
    const { ctx, workspaceId, track } = await ground();
    await track("A", "B", "C");
    const { consumer, names } = reader(workspaceId);
    await database.db.prisma.eventCursor.create({ data: { workspaceId, consumer: consumer.name } });
    await until(
      () => names.length > 0,
      () => Promise.all([1, 2, 3, 4].map(() => advance(ctx, consumer, workspaceId))),
    );
    expect(names).toEqual(["A", "B", "C"]);
  });
});

describe("the catalogue", () => {
  async function learn(ctx: Awaited<ReturnType<typeof ground>>["ctx"], workspaceId: string) {
    await database.db.prisma.eventCursor.createMany({
      data: [{ workspaceId, consumer: "catalogue" }],
      skipDuplicates: true,
    });
    const cursor = () =>
      database.db.prisma.eventCursor.findFirst({ where: { workspaceId, consumer: "catalogue" } });
    const newest = await database.db.prisma.event.findFirst({
      where: { workspaceId },
      orderBy: { tx: "desc" },
    });
    await until(
      async () => ((await cursor())?.tx ?? 0n) > (newest?.tx ?? 0n),
      () => advance(ctx, catalogue, workspaceId),
    );
  }

  test("counts names and properties exactly, over several windows", async () => {
    const { ctx, workspaceId, send } = await ground();
    const paid = (properties: object) => ({ type: "track", event: "Paid", userId: "u", properties });
    await send("batch", { batch: [paid({ amount: 5, coupon: null }), paid({ amount: 7, items: [1] })] });
    await learn(ctx, workspaceId);
    await send("batch", {
      batch: [paid({ amount: "9" }), { type: "track", event: "App Launched", userId: "u" }],
    });
    await learn(ctx, workspaceId);
    const { items } = await listEventNames(ctx, { limit: 100 });
    expect(items.map(({ name, kind, count }) => [name, kind, count])).toEqual([
      ["Paid", "custom", 3],
      ["App Launched", "system", 1],
    ]);
    const { properties } = await getEventDefinition(ctx, { type: "track", name: "Paid" });
    expect(properties.map(({ property, types, count }) => ({ property, types, count }))).toEqual([
      { property: "amount", types: { number: 2, string: 1 }, count: 3 },
      { property: "coupon", types: { null: 1 }, count: 1 },
      { property: "items", types: { array: 1 }, count: 1 },
    ]);
  });

  test("an event whose keys are data adds at most 500 properties", async () => {
    const { ctx, workspaceId, send } = await ground();
    const properties = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`k${index}`, 1]));
    await send("track", { event: "Odd", userId: "u", properties });
    await learn(ctx, workspaceId);
    const definition = await getEventDefinition(ctx, { type: "track", name: "Odd" });
    expect(definition.properties).toHaveLength(500);
  });

  test("names page in order and are found by a part", async () => {
    const { ctx, workspaceId, track } = await ground();
    await track("B one", "A one", "C two", "C two");
    await learn(ctx, workspaceId);
    const first = await listEventNames(ctx, { limit: 2 });
    expect(first.items.map((item) => item.name)).toEqual(["C two", "A one"]);
    const second = await listEventNames(ctx, { limit: 2, cursor: first.nextCursor ?? "" });
    expect(second).toMatchObject({ items: [{ name: "B one" }], nextCursor: null });
    expect((await listEventNames(ctx, { limit: 9, search: "ONE" })).items).toHaveLength(2);
  });
});
