import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { disconnectPartner } from "../../integrations/verbs/disconnect-partner.ts";
import { listUses } from "../../integrations/verbs/list-uses.ts";
import { newId, newToken } from "../../kernel/ids.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { archiveSource } from "../../sources/verbs/archive-source.ts";
import { testDatabase } from "../../testing/database.ts";
import { destinationGround, insertCleverTap, makeDestination } from "../../testing/destination-ground.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { updateDestination as updateSchema } from "../schema.ts";
import { getDestination } from "../verbs/get-destination.ts";
import { listDestinationHistory } from "../verbs/list-destination-history.ts";
import { listDestinations } from "../verbs/list-destinations.ts";
import { removeDestination } from "../verbs/remove-destination.ts";
import { resumeDestination } from "../verbs/resume-destination.ts";
import { updateDestination } from "../verbs/update-destination.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const track = (event: string, userId = "cust-1") => ({
  type: "track",
  event,
  userId,
  messageId: newId(),
});
const ground = () => destinationGround(database.db, { clevertapUrl: sandbox.hostOf("clevertap") });
const change = (fields: object) => updateSchema.parse(fields);

async function stored(id: string) {
  return database.db.prisma.destination.findFirstOrThrow({ where: { id } });
}

describe("a new destination", () => {
  it("begins at now: calls that are there stay where they are, the next one waits for it", async () => {
    const world = await ground();
    await world.send([track("Before"), track("Before")]);
    await othersAreDone(database.db);
    const made = await makeDestination(world);
    expect(made).toMatchObject({
      sourceName: "Shop",
      partnerName: "CleverTap",
      name: "Reach",
      nickname: "Reach",
      mode: "cloud",
      enabled: true,
      settings: { trackAnonymous: false, objectIdMapping: false },
      filterMode: "all",
      state: "sending",
      problem: null,
      waiting: { count: 0, more: false, oldestAt: null },
      shelved: 0,
      lastDay: { received: 0, filtered: 0, delivered: 0, refused: 0 },
      createdBy: "Mara",
    });
    await world.send([track("After")]);
    const { waiting } = await getDestination(world.ctx, { id: made.id });
    expect(waiting).toMatchObject({ count: 1, more: false, oldestAt: expect.any(String) });
  });

  it("misses no call of a transaction that was open when it was made", async () => {
    const world = await ground();
    const client = await database.db.pool.connect();
    try {
      await client.query("begin");
      await client.query(
        `insert into events (workspace_id, received_at, timestamp, type, name, person_id, source_id, message_id)
         values ($1, now(), now(), 'track', 'Slow', gen_random_uuid(), $2, gen_random_uuid()::text)`,
        [world.workspaceId, world.sourceId],
      );
      const made = await makeDestination(world);
      await client.query("commit");
      expect((await getDestination(world.ctx, { id: made.id })).waiting.count).toBe(1);
    } finally {
      client.release();
    }
  });

  it("leads through an integration that is connected with it, once the partner has accepted that", async () => {
    const world = await ground();
    const values = { accountId: "ACC-new", passcode: newToken("ct"), region: "eu1" };
    const made = await makeDestination(world, {
      connectionId: undefined,
      connect: { nickname: "Second project", values },
    });
    expect(made).toMatchObject({ nickname: "Second project", name: "Second project" });
    const wrong = makeDestination(world, {
      connectionId: undefined,
      connect: { nickname: "Third", values: { ...values, accountId: "" } },
    });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path: "connect.values.accountId" }],
    });
    expect((await listDestinations(world.ctx, { id: world.sourceId })).items).toHaveLength(1);
  });

  it("is one of several of a source, but leads to a connection once; the refusal says by which one", async () => {
    const world = await ground();
    const other = await insertCleverTap(world.ctx, "Other");
    await makeDestination(world, { name: "Main" });
    await makeDestination(world, { connectionId: other.id });
    const twice = [makeDestination(world), makeDestination(world)];
    for (const each of await Promise.allSettled(twice)) {
      expect(each).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
      expect(String((each as PromiseRejectedResult).reason.message)).toContain('"Main"');
    }
    const racing = await insertCleverTap(world.ctx, "Racing");
    const both = await Promise.allSettled([
      makeDestination(world, { connectionId: racing.id }),
      makeDestination(world, { connectionId: racing.id }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await listDestinations(world.ctx, { id: world.sourceId })).items).toHaveLength(3);
  });

  it.each([
    [{ connectionId: undefined }, "connectionId"],
    [{ filterMode: "allow" as const }, "eventNames"],
    [{ settings: { loud: true } }, "settings.loud"],
  ])("is refused with the field that is wrong: %j", async (fields, path) => {
    const world = await ground();
    await expect(makeDestination(world, fields)).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path }],
    });
    expect(await database.db.prisma.destination.count({ where: { workspaceId: world.workspaceId } })).toBe(0);
  });
});

describe("a destination", () => {
  it("changes with from and to in its history, and counts each change as a version", async () => {
    const world = await ground();
    const { id } = await makeDestination(world);
    const other = await insertCleverTap(world.ctx, "Other");
    const changed = await updateDestination(
      world.ctx,
      change({
        id,
        name: "Renamed",
        connectionId: other.id,
        settings: { objectIdMapping: true },
        filterMode: "deny",
        eventNames: ["Noise"],
      }),
    );
    expect(changed).toMatchObject({
      name: "Renamed",
      nickname: "Other",
      settings: { trackAnonymous: false, objectIdMapping: true },
      filterMode: "deny",
      eventNames: ["Noise"],
    });
    expect((await stored(id)).version).toBe(2);
    await updateDestination(world.ctx, change({ id, name: "Renamed" }));
    expect((await stored(id)).version).toBe(2);
    const { items } = await listDestinationHistory(world.ctx, { id, limit: 10 });
    expect(items.map((item) => item.action)).toEqual(["destination.changed", "destination.created"]);
    expect(items[0]?.changes).toMatchObject({
      name: { from: "Reach", to: "Renamed" },
      connection: { from: "Reach", to: "Other" },
      eventNames: { from: [], to: ["Noise"] },
    });
  });

  it("goes on from now when it is switched on, or with catch-up from where it stood", async () => {
    const world = await ground();
    const { id } = await makeDestination(world);
    await updateDestination(world.ctx, change({ id, enabled: false }));
    await database.db.prisma.destination.updateMany({ where: { id }, data: { lease: "a slow turn" } });
    await world.send([track("While off")]);
    expect(await getDestination(world.ctx, { id })).toMatchObject({ state: "off", waiting: { count: 1 } });
    await othersAreDone(database.db);

    await updateDestination(world.ctx, change({ id, enabled: true, catchUp: true }));
    expect((await getDestination(world.ctx, { id })).waiting.count).toBe(1);
    expect((await stored(id)).lease).toBe("a slow turn");

    await updateDestination(world.ctx, change({ id, enabled: false }));
    await updateDestination(world.ctx, change({ id, enabled: true }));
    expect(await getDestination(world.ctx, { id })).toMatchObject({
      state: "sending",
      waiting: { count: 0 },
    });
    expect((await stored(id)).lease).toBeNull();
  });

  it("says why nothing leaves and since when, and tries again when told", async () => {
    const world = await ground();
    const { id } = await makeDestination(world);
    const now = Date.now();
    const said = "CleverTap answers 503";
    const outage = { sinceMs: now - 60_000, nextMs: now + 60_000, tries: 3, said };
    await database.db.prisma.destination.updateMany({ where: { id }, data: { outage } });
    expect(await getDestination(world.ctx, { id })).toMatchObject({
      state: "waiting",
      problem: expect.stringMatching(/^CleverTap answers 503 since \d\d:\d\d, next try \d\d:\d\d$/),
      since: new Date(now - 60_000).toISOString(),
      nextTryAt: new Date(now + 60_000).toISOString(),
    });
    await database.db.prisma.destination.updateMany({
      where: { id },
      data: { halted: "CleverTap does not accept the passcode.", haltedAt: new Date(now) },
    });
    expect(await getDestination(world.ctx, { id })).toMatchObject({
      state: "halted",
      problem: "CleverTap does not accept the passcode.",
      since: new Date(now).toISOString(),
    });
    expect(await resumeDestination(world.ctx, { id })).toMatchObject({ state: "sending", problem: null });
    await updateDestination(world.ctx, change({ id, enabled: false }));
    await expect(resumeDestination(world.ctx, { id })).rejects.toMatchObject({ code: "precondition" });
  });

  it("goes with its source, or by itself; its connection can be disconnected then and not before", async () => {
    const world = await ground();
    const { id } = await makeDestination(world);
    const connection = { id: world.connectionId };
    expect((await listUses(world.ctx, connection)).items).toEqual([
      { kind: "destination", id, ownerId: world.sourceId, name: "Shop to Reach", status: "ON" },
    ]);
    await expect(disconnectPartner(world.ctx, connection)).rejects.toMatchObject({
      code: "conflict",
      blockers: [{ kind: "destination", id, name: "Shop to Reach (ON)" }],
    });
    await removeDestination(world.ctx, { id });
    await expect(getDestination(world.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    const again = await makeDestination(world);
    await archiveSource(world.system, { id: world.sourceId });
    expect((await stored(again.id)).archivedAt).not.toBeNull();
    await disconnectPartner(world.ctx, connection);
    const actions = await database.db.prisma.auditEntry.findMany({
      where: { workspaceId: world.workspaceId, objectKind: "destination" },
      orderBy: { id: "asc" },
    });
    expect(actions.map(({ action, objectId }) => [action, objectId])).toEqual([
      ["destination.created", id],
      ["destination.removed", id],
      ["destination.created", again.id],
      ["destination.removed", again.id],
    ]);
    await expect(makeDestination(world)).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    [{ mode: "device" }, "DEVICE"],
    [{ enabled: false }, "OFF"],
    [{ halted: "CleverTap answers 401", haltedAt: new Date() }, "HALTED"],
    [{ outage: { sinceMs: 1, nextMs: 2, tries: 1, said: "CleverTap answers 503" } }, "WAITING"],
  ])(
    "keeps its connection from being disconnected however it stands, and its page says how: %j",
    async (state, status) => {
      const world = await ground();
      const { id } = await makeDestination(world);
      await database.db.prisma.destination.updateMany({ where: { id }, data: state });
      expect((await listUses(world.ctx, { id: world.connectionId })).items).toMatchObject([{ id, status }]);
      await expect(disconnectPartner(world.ctx, { id: world.connectionId })).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("1 destination sends through"),
        blockers: [{ id, name: `Shop to Reach (${status})` }],
      });
      expect(
        await database.db.prisma.connection.findFirst({ where: { id: world.connectionId } }),
      ).toMatchObject({ status: "connected" });
    },
  );

  it("is not seen or touched from another workspace", async () => {
    const [mine, theirs] = [await ground(), await ground()];
    const { id } = await makeDestination(theirs);
    const attempts = [
      getDestination(mine.ctx, { id }),
      listDestinations(mine.ctx, { id: theirs.sourceId }),
      updateDestination(mine.ctx, change({ id, name: "Mine" })),
      removeDestination(mine.ctx, { id }),
      resumeDestination(mine.ctx, { id }),
      listDestinationHistory(mine.ctx, { id, limit: 5 }),
      makeDestination(mine, { id: theirs.sourceId }),
      makeDestination(mine, { connectionId: theirs.connectionId }),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    }
    expect(await stored(id)).toMatchObject({ name: "Reach", version: 1, archivedAt: null });
  });
});
