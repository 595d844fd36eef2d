import { expect, test } from "vitest";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { addCalls, type DestinationWorld, keptEvents } from "../../testing/destination-world.ts";
import { workDestinations } from "../../testing/work-destinations.ts";

const { database, world, stored, ledgerOf } = destinationSuite();

const names = async (of: DestinationWorld) => (await keptEvents(database.db, of)).map(({ name }) => name);
const mixed = [
  { name: "Bought" },
  { name: "Viewed" },
  { type: "page", name: "Bought" },
  { type: "identify", properties: { plan: "gold" } },
];

test.each([
  ["allow", ["Bought", "identify"], ["Bought"], 2],
  ["deny", ["Bought", "identify"], ["Viewed", "Web Page Viewed: Bought"], 2],
  ["deny", ["page"], ["Bought", "Viewed"], 1],
  ["all", ["Bought"], ["Bought", "Viewed", "Web Page Viewed: Bought"], 0],
])(
  "with %s of %j, names of track calls and types of others decide",
  async (filterMode, eventNames, kept, filtered) => {
    const of = await world({ filterMode, eventNames });
    await addCalls(database.db, of, mixed);
    await workDestinations(of.system);
    expect(await names(of)).toEqual(kept);
    const rows = await ledgerOf(of);
    expect(rows.map(({ verdict, code }) => [verdict, code])).toEqual(
      Array.from({ length: filtered }, () => ["skipped", "filter"]),
    );
  },
);

test("what the mapping leaves out is filtered, what it cannot map is refused; both say why, and nothing of them leaves", async () => {
  const of = await world();
  await addCalls(database.db, of, [
    { user: null, anonymousId: "visitor" },
    { type: "group" },
    { name: "Order Completed", properties: { products: "none" } },
    { name: "Bought" },
  ]);
  await workDestinations(of.system);
  expect(await names(of)).toEqual(["Bought"]);
  const rows = await ledgerOf(of);
  expect(rows.map(({ verdict, code, request }) => [verdict, code, request])).toEqual([
    ["skipped", "anonymous", null],
    ["skipped", "type_not_supported", null],
    ["rejected", "mapping", null],
  ]);
  expect(rows[0]?.reason).toBe("userId, not present cannot track anonymous user");
});

test("calls of other sources are not sent, and the position passes them", async () => {
  const of = await world();
  const other = { ...of, sourceId: newId() };
  await addCalls(database.db, other, [{ name: "Theirs" }]);
  await workDestinations(of.system);
  const { positionTx } = await stored(of);
  expect(positionTx).toBeGreaterThan(0n);
  await addCalls(database.db, of, [{ name: "Ours" }]);
  await workDestinations(of.system);
  expect(await names(of)).toEqual(["Ours"]);
});

test("one that is off, archived or in device mode sends nothing, and goes on where it was when it is on again", async () => {
  const of = await world();
  const set = (data: JsonObject | { archivedAt: Date | null }) =>
    database.db.prisma.destination.updateMany({ where: { id: of.destinationId }, data });
  await addCalls(database.db, of, [{ name: "First" }]);
  await workDestinations(of.system);
  for (const [off, on] of [
    [{ enabled: false }, { enabled: true }],
    [{ mode: "device" }, { mode: "cloud" }],
    [{ archivedAt: new Date() }, { archivedAt: null }],
  ] as const) {
    await set(off);
    await addCalls(database.db, of, [{ name: "While off" }]);
    const before = await names(of);
    await workDestinations(of.system);
    expect(await names(of)).toEqual(before);
    await set(on);
    await workDestinations(of.system);
    expect((await names(of)).length).toBe(before.length + 1);
  }
});

test("a change ends what is under way, and the rest is sent by the new settings, nothing twice", async () => {
  const of = await world();
  await addCalls(
    database.db,
    of,
    Array.from({ length: 1_500 }, (_, n) => ({ name: n < 1_200 ? "Viewed" : "Late", properties: { n } })),
  );
  // All are one person's: two requests, one after the other. The first one brings the change.
  let requests = 0;
  const system = {
    ...of.system,
    http: async (request: Parameters<typeof of.system.http>[0]) => {
      requests += 1;
      if (requests === 1) {
        await database.db.prisma.destination.updateMany({
          where: { id: of.destinationId },
          data: { version: { increment: 1 }, filterMode: "deny", eventNames: ["Late"] },
        });
      }
      return of.system.http(request);
    },
  };
  await workDestinations(system);
  expect((await keptEvents(database.db, of)).map(({ data }) => data.n)).toEqual(
    Array.from({ length: 1_200 }, (_, n) => n),
  );
  const counts = await database.db.prisma.destinationCount.groupBy({
    by: ["stage"],
    where: { destinationId: of.destinationId, code: "" },
    _sum: { count: true },
  });
  expect(Object.fromEntries(counts.map((row) => [row.stage, Number(row._sum.count)]))).toEqual({
    received: 1_500,
    delivered: 1_200,
    filtered: 300,
  });
});

test("what the partner will drop of a call is counted beside its delivery", async () => {
  const of = await world();
  await addCalls(database.db, of, [{ properties: { ["k".repeat(130)]: 1 } }, { properties: { ok: 1 } }]);
  await workDestinations(of.system);
  const rows = await database.db.prisma.destinationCount.findMany({
    where: { destinationId: of.destinationId, stage: { in: ["warned", "delivered"] } },
  });
  const of_ = (stage: string, code = "") =>
    rows.filter((row) => row.stage === stage && row.code === code).map(({ count }) => Number(count));
  expect([of_("delivered"), of_("warned")]).toEqual([[2], [1]]);
  const [coded] = rows.filter(({ stage, code }) => stage === "warned" && code !== "");
  expect(coded?.reason).not.toBe("");
});

test("the time from receipt to acceptance is counted by its steps", async () => {
  const of = await world();
  await addCalls(database.db, of, [{ receivedAt: new Date(Date.now() - 3_600_000) }, {}]);
  await workDestinations(of.system);
  const row = await database.db.prisma.destinationCount.findFirstOrThrow({
    where: { destinationId: of.destinationId, stage: "delivered" },
  });
  const steps = row.latency.flatMap((count, step) => (count > 0n ? [step] : []));
  expect(row.latency.reduce((sum, count) => sum + count, 0n)).toBe(2n);
  expect(steps.length).toBe(2);
  expect(Math.max(...steps)).toBeGreaterThan(30);
});

test("a position that was moved on meanwhile is not moved back, and what was booked counts", async () => {
  const of = await world({ filterMode: "allow", eventNames: ["None"] });
  await addCalls(database.db, of, [{ name: "Left out" }]);
  const far = 2n ** 40n;
  // The change comes between the reading of the page and its booking.
  let changed = false;
  const db = Object.assign(Object.create(database.db) as typeof database.db, {
    transaction: async (work: Parameters<typeof database.db.transaction>[0]) => {
      if (!changed) {
        changed = true;
        await database.db.prisma.destination.updateMany({
          where: { id: of.destinationId },
          data: { version: { increment: 1 }, positionTx: far },
        });
      }
      return database.db.transaction(work);
    },
  });
  await workDestinations({ ...of.system, db });
  expect((await stored(of)).positionTx).toBe(far);
  expect((await ledgerOf(of)).length).toBe(1);
});
