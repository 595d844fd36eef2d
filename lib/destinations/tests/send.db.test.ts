import { expect, test } from "vitest";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { addCalls, keptEvents, outOfOrder } from "../../testing/destination-world.ts";
import { workDestinations } from "../../testing/work-destinations.ts";

const { database, world, stored, countsOf } = destinationSuite();

test("calls arrive as events and profiles, the order of each person kept over many lanes, each once", async () => {
  const of = await world();
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
