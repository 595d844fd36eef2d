import { expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { listCalls } from "../../sources/verbs/list-calls.ts";
import { testDatabase } from "../../testing/database.ts";
import { bookPosition, bookRequest } from "../../testing/destination-books.ts";
import { destinationGround, makeDestination } from "../../testing/destination-ground.ts";
import { getExchange } from "../verbs/get-exchange.ts";
import { listSamples } from "../verbs/list-samples.ts";
import { readFates } from "../verbs/read-fates.ts";

const database = testDatabase();

/** One delivered call that CleverTap drops a part of, one that it takes whole, and one without an event's name in reach. */
async function lintedWorld() {
  const world = await destinationGround(database.db);
  const { id } = await makeDestination(world);
  const long = {
    type: "track",
    event: "Too long",
    userId: "cust-1",
    messageId: newId(),
    properties: { note: "x".repeat(600) },
  };
  const fine = {
    type: "track",
    event: "Fine",
    userId: "cust-1",
    messageId: newId(),
    properties: { note: "x" },
  };
  const nobody = { type: "track", event: "Nobody", anonymousId: "anon-1", messageId: newId() };
  await world.send([long, fine, nobody]);
  await bookRequest(database.db, id, [long.messageId, fine.messageId]);
  await bookPosition(database.db, id);
  const { items } = await listCalls(world.ctx, { id: world.sourceId, outcome: "all", limit: 10 });
  const callId = (name: string) => items.find((item) => item.name === name)?.id ?? "";
  return { world, id, callId };
}

it("says of each call what the partner drops of it, and finds those by the reason", async () => {
  const { world, id, callId } = await lintedWorld();
  const calls = [callId("Too long"), callId("Fine")];
  const { items } = await readFates(world.ctx, { id: world.sourceId, calls });
  const [long, fine] = items;
  expect(long?.lint.length).toBeGreaterThan(0);
  expect(fine?.lint).toEqual([]);
  const asked = { id, window: "1h", stage: "warned", limit: 20 } as const;
  expect((await listSamples(world.ctx, asked)).items.map(({ name }) => name)).toEqual(["Too long"]);
  const code = long?.lint.find(({ severity }) => severity === "drop")?.code;
  expect((await listSamples(world.ctx, { ...asked, code })).items).toHaveLength(1);
  expect((await listSamples(world.ctx, { ...asked, code: "another" })).items).toEqual([]);
});

it("shows what the settings of now make of a call, or why they make nothing", async () => {
  const { world, id, callId } = await lintedWorld();
  const fine = await getExchange(world.ctx, { id, callId: callId("Fine") });
  expect(fine.sent).toEqual({
    asOf: "mapped now",
    problem: null,
    request: null,
    records: [expect.objectContaining({ type: "event", identity: "cust-1", evtName: "Fine" })],
  });
  await database.db.prisma.destination.updateMany({ where: { id }, data: { positionTx: 0, positionSeq: 0 } });
  const nobody = await getExchange(world.ctx, { id, callId: callId("Nobody") });
  expect(nobody).toMatchObject({
    fate: "waiting",
    sent: { records: [], problem: "userId, not present cannot track anonymous user" },
    answered: null,
  });
});
