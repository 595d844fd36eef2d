import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { deleteOldest } from "./prune-store.ts";

const database = testDatabase();
const day = (number: number) => new Date(Date.UTC(2026, 4, number));

async function received(partner: string, account: string, days: number[]): Promise<void> {
  const { prisma } = database.db;
  await prisma.sandboxAccount.create({ data: { partner, account, messages: BigInt(days.length) } });
  for (const number of days) {
    const messageId = `${account}-${number}`;
    const receivedAt = day(number);
    await prisma.sandboxMessage.create({ data: { partner, account, messageId, receivedAt, body: {} } });
    const event = { identity: "cust-1", name: "Charged", ts: BigInt(receivedAt.getTime() / 1_000) };
    await prisma.sandboxEvent.create({ data: { partner, account, ...event, receivedAt } });
    if (partner === "eventbridge") {
      const workspaceId = "01900000-0000-7000-8000-000000000001";
      await prisma.sandboxDelivery.create({ data: { account, messageId, workspaceId } });
    }
  }
}

test("what came before then is forgotten in pieces, with what rules passed on of it; the rest and all counts stay", async () => {
  const { prisma } = database.db;
  await received("eventbridge", "bus", [1, 2, 3, 20, 21]);
  await received("segment", "writer", [2, 20]);
  await received("clevertap", "fresh", [20]);

  const gone: number[] = [];
  do {
    gone.push(await deleteOldest(database.db, day(15), 2));
  } while (gone.at(-1) !== 0);
  // Two messages and two events of the bus and one of each of the writer; then what was left of the bus.
  expect(gone).toEqual([6, 2, 0]);

  const left = await prisma.sandboxMessage.findMany({ orderBy: { messageId: "asc" } });
  expect(left.map(({ messageId }) => messageId)).toEqual(["bus-20", "bus-21", "fresh-20", "writer-20"]);
  const events = await prisma.sandboxEvent.findMany({ orderBy: [{ account: "asc" }, { id: "asc" }] });
  expect(events.map(({ account, receivedAt }) => [account, receivedAt])).toEqual([
    ["bus", day(20)],
    ["bus", day(21)],
    ["fresh", day(20)],
    ["writer", day(20)],
  ]);
  const deliveries = await prisma.sandboxDelivery.findMany({ orderBy: { messageId: "asc" } });
  expect(deliveries.map(({ messageId }) => messageId)).toEqual(["bus-20", "bus-21"]);
  expect(await prisma.sandboxAccount.findMany({ where: { account: "bus" } })).toMatchObject([
    { messages: 5n },
  ]);
});
