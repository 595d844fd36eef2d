import { describe, expect, it, test } from "vitest";
import { rotateSecret } from "../../integrations/verbs/rotate-secret.ts";
import { isRefusedRecord, type SandboxFaults } from "../../sandbox/faults.ts";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { addCalls, type DestinationWorld, keptEvents, outOfOrder } from "../../testing/destination-world.ts";
import { quickDestinationTimes, workDestinations } from "../../testing/work-destinations.ts";
import { claimDestination } from "../engine/claim-store.ts";
import { handleHalt } from "../engine/halts.ts";
import { listDestinationHistory } from "../verbs/list-destination-history.ts";
import { resumeDestination } from "../verbs/resume-destination.ts";

const { database, world, stored, ledgerOf, countsOf, misbehave } = destinationSuite();

const numbered = (count: number, people = 20) =>
  Array.from({ length: count }, (_, n) => ({ user: `user-${n % people}`, properties: { n } }));

/** Reasons that the audit log tells of the world's destination being halted by Junction itself, oldest first. */
async function haltsOf(of: DestinationWorld): Promise<unknown[]> {
  const rows = await database.db.prisma.auditEntry.findMany({
    where: { objectId: of.destinationId, action: "destination.halted", actorKind: "system" },
    orderBy: { id: "asc" },
  });
  expect(rows.every(({ objectName }) => objectName === "Shop to Shop to CleverTap")).toBe(true);
  return rows.map(({ changes }) => (changes as { halted: { to: string } }).halted.to);
}

test("a partial answer fails only the bad records, each with its reason, the request and the answer", async () => {
  const of = await world();
  await misbehave(of, { refuseEveryNthRecord: 7 });
  await addCalls(database.db, of, numbered(200, 60));
  await workDestinations(of.system);
  const bad = numbered(200, 60).filter(({ user }) => isRefusedRecord(user, 7));
  expect(bad.length).toBeGreaterThan(5);
  const kept = await keptEvents(database.db, of);
  expect(kept.map(({ data }) => data.n)).toEqual(
    numbered(200, 60)
      .filter(({ user }) => !isRefusedRecord(user, 7))
      .map(({ properties }) => properties.n),
  );
  const rows = await ledgerOf(of);
  expect(rows.length).toBe(bad.length);
  for (const row of rows) {
    expect(row).toMatchObject({
      origin: "destination",
      runId: of.destinationId,
      verdict: "rejected",
      code: "clevertap_515",
      eventName: "Viewed",
    });
    expect(JSON.stringify(row.request)).toContain("/1/upload");
    // The answer told of others too, who are none of this person's business and may be forgotten before.
    const { identity } = JSON.parse(String((row.request as { body: string }).body)).d[0];
    const { body } = row.answer as { body: string };
    expect(JSON.parse(body).unprocessed).toMatchObject([{ code: 515, record: { identity } }]);
    expect(JSON.stringify([row.request, row.answer])).not.toContain(of.passcode);
  }
  expect(await countsOf(of)).toEqual({
    received: 200,
    delivered: 200 - bad.length,
    refused: bad.length,
    "refused clevertap_515": bad.length,
  });
});

test("a full request of which every record comes back refused is read to its end, and what follows is sent", async () => {
  const of = await world();
  const text = "x".repeat(1_500);
  const refused = Array.from({ length: 1_000 }, (_, n) => ({
    name: "App Launched",
    properties: { n, text },
  }));
  await addCalls(database.db, of, [...refused, { name: "Viewed", properties: { n: 1_000 } }]);
  await workDestinations(of.system);
  expect(await countsOf(of)).toEqual({
    received: 1_001,
    delivered: 1,
    refused: 1_000,
    "refused clevertap_513": 1_000,
  });
  expect((await stored(of)).outage).toBeNull();
});

describe("nothing is lost and nothing comes twice, and the order of each person is kept", () => {
  it.each<[string, SandboxFaults, string]>([
    ["429", { status: 429, everyNth: 2, retryAfterS: 0 }, "retried http_429"],
    ["500", { status: 500, everyNth: 3 }, "retried http_500"],
    // Sending again after asking takes four requests: a number beside it, or the same request would break for ever.
    ["a line that breaks", { hangUp: true, everyNth: 7 }, "retried no_answer"],
    [
      "a line that breaks after the events were taken",
      { hangUp: true, everyNth: 4, afterKeeping: true },
      "retried no_answer",
    ],
  ])("with %s", async (_name, faults, reason) => {
    const of = await world();
    await misbehave(of, faults);
    for (let round = 0; round < 3; round += 1) {
      await addCalls(
        database.db,
        of,
        numbered(2_600, 40).map((call) => ({
          ...call,
          properties: { n: call.properties.n + round * 2_600 },
        })),
      );
      await workDestinations(of.system);
    }
    const kept = await keptEvents(database.db, of);
    expect(kept.map(({ data }) => Number(data.n)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 7_800 }, (_, n) => n),
    );
    expect(outOfOrder(kept)).toEqual([]);
    const counts = await countsOf(of);
    expect(counts).toMatchObject({ received: 7_800, delivered: 7_800 });
    expect(counts[reason]).toBeGreaterThan(0);
  });
});

test("while the partner is down a turn ends with the time of the next try, and goes on from where it was", async () => {
  const of = await world();
  await misbehave(of, { status: 503 });
  await addCalls(database.db, of, numbered(30));
  const parking = { ...quickDestinationTimes, parkMs: 0, firstMs: 60_000, maxMs: 60_000 };
  await workDestinations(of.system, parking);
  const down = await stored(of);
  expect(down).toMatchObject({ lease: null, halted: null, positionTx: 0n });
  expect(down.outage).toMatchObject({ said: "CleverTap answers 503", tries: 1 });
  expect(Number((down.outage as { nextMs: number }).nextMs)).toBeGreaterThan(Date.now());
  expect(
    await database.db.prisma.destinationBatch.count({ where: { destinationId: of.destinationId } }),
  ).toBe(0);
  // Not before the time has come.
  await misbehave(of, {});
  await workDestinations(of.system, parking);
  expect(await keptEvents(database.db, of)).toEqual([]);
  await database.db.sql(`update destinations set outage = outage || '{"nextMs": 0}' where id = $1::uuid`, [
    of.destinationId,
  ]);
  await workDestinations(of.system, parking);
  expect((await keptEvents(database.db, of)).length).toBe(30);
  expect((await stored(of)).outage).toBeNull();
  expect(await countsOf(of)).toMatchObject({ delivered: 30, retried: 30, "retried http_503": 30 });
});

test("credentials that are refused halt it and mark the connection; rotated ones let it go on by itself", async () => {
  const of = await world({ passcode: "refused-now" });
  await addCalls(database.db, of, numbered(5));
  await workDestinations(of.system);
  const halted = await stored(of);
  expect(halted).toMatchObject({ lease: null, outage: null, positionTx: 0n });
  expect(halted.halted).toContain("401");
  expect(
    await database.db.prisma.connection.findFirstOrThrow({ where: { id: of.connectionId } }),
  ).toMatchObject({
    status: "attention",
    problem: halted.halted,
  });
  expect(await keptEvents(database.db, of)).toEqual([]);
  // Nobody tries meanwhile, so it is told once.
  await workDestinations(of.system);
  expect(await haltsOf(of)).toEqual([halted.halted]);
  await rotateSecret(of.ctx, { id: of.connectionId, values: { passcode: "a-good-one" } });
  await workDestinations(of.system);
  expect((await keptEvents(database.db, of)).length).toBe(5);
  expect(await stored(of)).toMatchObject({ halted: null, haltedAt: null });
  expect(await haltsOf(of)).toHaveLength(1);
});

test("each halt is told once in the history, by Junction itself and with the reason; a turn that lost it tells none", async () => {
  const of = await world({ passcode: "refused-now" });
  await addCalls(database.db, of, numbered(2));
  await workDestinations(of.system);
  await resumeDestination(of.ctx, { id: of.destinationId });
  await workDestinations(of.system);
  const { items } = await listDestinationHistory(of.ctx, { id: of.destinationId, limit: 10 });
  const byJunction = { actorName: "Junction", action: "destination.halted" };
  expect(items).toMatchObject([byJunction, { action: "destination.resumed" }, byJunction]);
  const said = expect.stringContaining("401");
  expect(items[0]?.changes).toEqual({ halted: { from: null, to: said } });
  expect(await haltsOf(of)).toEqual([said, said]);

  await resumeDestination(of.ctx, { id: of.destinationId });
  const claim = { workspaceId: of.workspaceId, id: of.destinationId, activeHere: [], now: new Date() };
  const destination = await claimDestination(database.db, { ...claim, lease: "alive/1" });
  if (!destination) {
    throw new Error("Nobody works on it, and it could not be claimed");
  }
  const late = { destination, lease: "lost/1", outage: null };
  await handleHalt(of.system, late, { kind: "refused", message: "Late" });
  expect(await haltsOf(of)).toHaveLength(2);
  expect((await stored(of)).halted).toBeNull();
});

test("an integration that is gone halts it in words", async () => {
  const of = await world();
  await addCalls(database.db, of, numbered(3));
  await database.db.prisma.connection.updateMany({
    where: { id: of.connectionId },
    data: { status: "disconnected" },
  });
  await workDestinations(of.system);
  expect((await stored(of)).halted).toBe("Its integration no longer exists");
});

test("what a worker sent before it died is booked as it was refused, without what was said of others", async () => {
  const of = await world();
  await addCalls(database.db, of, [
    { name: "App Launched", user: "user-1" },
    { name: "App Launched", user: "user-2" },
  ]);
  const refusal = { code: "clevertap_513", reason: "The name is kept.", record: 0 };
  const answer = { status: 200, message: "Taken.", body: "of user-1 and of user-2" };
  await database.db.sql(
    `insert into destination_batches (workspace_id, destination_id, id, seqs, first_seq, last_seq, records, started_at, at,
       state, refused, answer)
     select $1::uuid, $2::uuid, gen_random_uuid(), array_agg(seq order by seq), min(seq), max(seq), 2, now(), now(), 'sent',
       jsonb_agg($3::jsonb || jsonb_build_object('seq', seq::text)), $4::jsonb
     from events where workspace_id = $1::uuid`,
    [of.workspaceId, of.destinationId, JSON.stringify(refusal), JSON.stringify(answer)],
  );
  await workDestinations(of.system);
  const rows = await ledgerOf(of);
  expect(rows).toMatchObject([{ code: "clevertap_513" }, { code: "clevertap_513" }]);
  for (const row of rows) {
    expect(row.answer).toEqual({ ...answer, body: "" });
  }
});

test.each([502, 504])(
  "a gateway's %i after the events were taken is no answer of the partner's: it is asked, and nothing comes twice",
  async (status) => {
    const of = await world();
    let uploads = 0;
    const system = {
      ...of.system,
      http: async (request: Parameters<typeof of.system.http>[0]) => {
        const answer = await of.system.http(request);
        const isUpload = request.url.endsWith("/1/upload");
        uploads += isUpload ? 1 : 0;
        return isUpload && uploads === 1 ? { status, headers: {}, body: "<html>" } : answer;
      },
    };
    await addCalls(database.db, of, numbered(50));
    await workDestinations(system);
    const kept = await keptEvents(database.db, of);
    expect(kept.map(({ data }) => Number(data.n)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => n),
    );
    expect(await countsOf(of)).toMatchObject({ received: 50, delivered: 50, [`retried http_${status}`]: 50 });
  },
);

test("a record on which the partner itself fails is sent again, and only that one", async () => {
  const of = await world();
  const uploads: string[][] = [];
  const system = {
    ...of.system,
    http: async (request: Parameters<typeof of.system.http>[0]) => {
      const sent = JSON.parse(String(request.body)).d as { evtData: { n: number } }[];
      uploads.push(sent.map(({ evtData }) => String(evtData.n)));
      const failing = uploads.length < 3 ? sent.filter(({ evtData }) => evtData.n === 2) : [];
      const unprocessed = failing.map((record) => ({ status: "fail", code: 555, error: "odd", record }));
      const status = unprocessed.length > 0 ? "partial" : "success";
      return { status: 200, headers: {}, body: JSON.stringify({ status, unprocessed }) };
    },
  };
  await addCalls(database.db, of, numbered(4));
  await workDestinations(system);
  expect(uploads).toEqual([["0", "1", "2", "3"], ["2"], ["2"]]);
  expect(await countsOf(of)).toEqual({
    received: 4,
    delivered: 4,
    retried: 2,
    "retried clevertap_555": 2,
  });
});
