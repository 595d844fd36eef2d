import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import {
  addCalls,
  type DestinationWorld,
  destinationWorld,
  keptEvents,
  outOfOrder,
} from "../../testing/destination-world.ts";
import { workDestinations } from "../../testing/work-destinations.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

const stored = (of: DestinationWorld) =>
  database.db.prisma.destination.findFirstOrThrow({ where: { id: of.destinationId } });

const countsOf = async (of: DestinationWorld) => {
  const rows = await database.db.prisma.destinationCount.groupBy({
    by: ["stage", "code"],
    where: { destinationId: of.destinationId },
    _sum: { count: true },
  });
  return Object.fromEntries(rows.map((row) => [`${row.stage} ${row.code}`.trim(), Number(row._sum.count)]));
};

test("calls arrive as events and profiles, the order of each person kept over many lanes, each once", async () => {
  const of = await destinationWorld(database.db, sandbox.hostOf("clevertap"));
  const people = 700;
  const calls = Array.from({ length: 7_000 }, (_, n) => ({
    user: `user-${n % people}`,
    properties: { n },
  }));
  await addCalls(database.db, of, [
    { type: "identify", user: "user-1", properties: { plan: "gold" } },
    ...calls,
    { type: "group", user: "user-1" },
  ]);
  await workDestinations(of.system);
  const kept = await keptEvents(database.db, of);
  expect(kept.length).toBe(7_000);
  expect(outOfOrder(kept)).toEqual([]);
  expect(new Set(kept.map(({ identity }) => identity)).size).toBe(people);
  const user = await database.db.prisma.sandboxUser.findFirstOrThrow({
    where: { account: of.account, identity: "user-1" },
  });
  expect(user.properties).toEqual({ plan: "gold" });
  expect(await countsOf(of)).toEqual({
    received: 7_002,
    delivered: 7_001,
    filtered: 1,
    "filtered type_not_supported": 1,
  });
  const batches = await database.db.prisma.destinationBatch.findMany({
    where: { destinationId: of.destinationId },
  });
  expect(batches.length).toBeGreaterThan(6);
  expect(batches.every(({ state, booked, records }) => state === "sent" && booked && records <= 1_000)).toBe(
    true,
  );
  const { lease, outage, lastSentAt } = await stored(of);
  expect([lease, outage, lastSentAt !== null]).toEqual([null, null, true]);
});
