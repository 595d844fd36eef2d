import { describe, expect, test } from "vitest";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { addCalls, type DestinationWorld, keptEvents } from "../../testing/destination-world.ts";
import { workDestinations } from "../../testing/work-destinations.ts";

const { database, world, misbehave } = destinationSuite();

/** A replay as the verbs make it: up to what is there now. */
async function addReplay(
  of: DestinationWorld,
  kind: "replay" | "retry",
  filter: JsonObject = {},
): Promise<string> {
  const id = newId();
  const [end] = await database.db.sql<{ tx: bigint; seq: bigint }>(
    `select tx, seq from events where workspace_id = $1::uuid order by tx desc, seq desc limit 1`,
    [of.workspaceId],
  );
  await database.db.prisma.destinationReplay.create({
    data: {
      workspaceId: of.workspaceId,
      id,
      destinationId: of.destinationId,
      kind,
      filter,
      toTx: end?.tx ?? 0n,
      toSeq: end?.seq ?? 0n,
      createdBy: "Mara",
    },
  });
  return id;
}

const replayOf = (id: string) => database.db.prisma.destinationReplay.findFirstOrThrow({ where: { id } });
const sent = async (of: DestinationWorld) => (await keptEvents(database.db, of)).map(({ data }) => data.n);
const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));

describe("a replay sends again exactly what was chosen, in the order of the log", () => {
  const calls = Array.from({ length: 12 }, (_, n) => ({
    user: `user-${n % 3}`,
    name: n % 2 ? "Bought" : "Viewed",
    receivedAt: at(n),
    properties: { n },
  }));
  test.each<[string, JsonObject, number[]]>([
    ["a period", { from: at(3).toISOString(), to: at(6).toISOString() }, [3, 4, 5]],
    ["names", { names: ["Bought"] }, [1, 3, 5, 7, 9, 11]],
    ["both", { names: ["Viewed"], from: at(7).toISOString() }, [8, 10]],
  ])("by %s", async (_name, filter, chosen) => {
    const of = await world();
    await addCalls(database.db, of, calls);
    await workDestinations(of.system);
    const id = await addReplay(of, "replay", filter);
    await addCalls(database.db, of, [{ properties: { n: 100 }, receivedAt: at(4), name: "Bought" }]);
    await workDestinations(of.system);
    const all = await sent(of);
    expect(all.slice(0, 12)).toEqual(calls.map(({ properties }) => properties.n));
    expect(all.slice(12).filter((n) => n !== 100)).toEqual(chosen);
    expect(all.filter((n) => n === 100)).toEqual([100]);
    const replay = await replayOf(id);
    expect(replay).toMatchObject({
      status: "DONE",
      read: BigInt(chosen.length),
      delivered: BigInt(chosen.length),
    });
    expect([replay.startedAt, replay.endedAt]).not.toContain(null);
    const counts = await database.db.prisma.destinationCount.findMany({
      where: { destinationId: of.destinationId, stage: "delivered", code: "" },
    });
    const count = (replayed: boolean) =>
      counts.filter((row) => row.replayed === replayed).reduce((sum, row) => sum + Number(row.count), 0);
    expect([count(false), count(true)]).toEqual([13, chosen.length]);
    expect(counts.filter(({ replayed }) => replayed).every(({ latency }) => latency.length === 0)).toBe(true);
  });

  test("by people, whoever they were merged into", async () => {
    const of = await world();
    await addCalls(database.db, of, calls);
    const person = (user: string) =>
      database.db.prisma.event.findFirstOrThrow({
        where: { workspaceId: of.workspaceId, userId: user },
      });
    const [kept, other] = [await person("user-1"), await person("user-2")];
    const old = newId();
    const seen = { workspaceId: of.workspaceId, firstSeen: at(0), lastSeen: at(0) };
    await database.db.prisma.person.createMany({
      data: [
        { ...seen, id: kept.personId },
        { ...seen, id: old, mergedInto: kept.personId },
        { ...seen, id: other.personId },
      ],
    });
    await workDestinations(of.system);
    await addReplay(of, "replay", { personIds: [old, other.personId] });
    await workDestinations(of.system);
    expect((await sent(of)).slice(12)).toEqual([1, 2, 4, 5, 7, 8, 10, 11]);
  });
});

test("what was refused is sent again from the shelf, and what is refused once more is a new row", async () => {
  const of = await world();
  await misbehave(of, { refuseEveryNthRecord: 1 });
  await addCalls(
    database.db,
    of,
    Array.from({ length: 30 }, (_, n) => ({ user: `user-${n}`, properties: { n } })),
  );
  await workDestinations(of.system);
  expect(await sent(of)).toEqual([]);
  const rejected = () =>
    database.db.prisma.ledgerEntry.findMany({
      where: { originId: of.destinationId, verdict: "rejected" },
      orderBy: { id: "asc" },
    });
  const first = await rejected();
  expect(first.length).toBe(30);
  await misbehave(of, { refuseEveryNthRecord: 2 });
  const id = await addReplay(of, "retry");
  await database.db.prisma.ledgerEntry.updateMany({
    where: { id: { in: first.slice(0, 20).map((row) => row.id) } },
    data: { retriedIn: id },
  });
  await workDestinations(of.system);
  const delivered = await sent(of);
  const again = (await rejected()).filter((row) => row.runId === id);
  expect(delivered.length + again.length).toBe(20);
  expect(delivered.length).toBeGreaterThan(0);
  expect(await replayOf(id)).toMatchObject({
    status: "DONE",
    read: 20n,
    delivered: BigInt(delivered.length),
    refused: BigInt(again.length),
  });
  expect(again.every((row) => row.retriedIn === null)).toBe(true);
});

test("a replay that is stopped sends no further call, and new calls go on", async () => {
  const of = await world();
  await addCalls(
    database.db,
    of,
    Array.from({ length: 2_500 }, (_, n) => ({ properties: { n } })),
  );
  await workDestinations(of.system);
  const id = await addReplay(of, "replay", { names: ["Viewed"] });
  const system = {
    ...of.system,
    http: async (request: Parameters<typeof of.system.http>[0]) => {
      const answer = await of.system.http(request);
      await database.db.sql(`update destination_replays set status = 'STOPPED' where id = $1::uuid`, [id]);
      return answer;
    },
  };
  await workDestinations(system);
  expect((await sent(of)).length).toBe(3_500);
  expect(await replayOf(id)).toMatchObject({ status: "STOPPED", delivered: 1_000n, read: 1_000n });
  await addCalls(database.db, of, [{ properties: { n: -1 } }]);
  await workDestinations(of.system);
  expect((await sent(of)).slice(3_500)).toEqual([-1]);
});
