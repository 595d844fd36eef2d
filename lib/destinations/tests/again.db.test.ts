import { describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { bookDecisions, bookPosition, bookRequest } from "../../testing/destination-books.ts";
import { destinationGround, makeDestination } from "../../testing/destination-ground.ts";
import {
  listShelf as listShelfSchema,
  previewReplay as replaySchema,
  updateDestination as updateSchema,
} from "../schema.ts";
import { createReplay } from "../verbs/create-replay.ts";
import { discardShelf } from "../verbs/discard-shelf.ts";
import { getDestination } from "../verbs/get-destination.ts";
import { listDestinationHistory } from "../verbs/list-destination-history.ts";
import { listReplays } from "../verbs/list-replays.ts";
import { listShelf } from "../verbs/list-shelf.ts";
import { previewReplay } from "../verbs/preview-replay.ts";
import { retryShelf } from "../verbs/retry-shelf.ts";
import { stopReplay } from "../verbs/stop-replay.ts";
import { updateDestination } from "../verbs/update-destination.ts";

const database = testDatabase();
const refused = {
  verdict: "rejected",
  code: "clevertap_513",
  reason: "CleverTap refuses the name.",
} as const;
const other = {
  verdict: "rejected",
  code: "clevertap_525",
  reason: "CleverTap wants seconds in ts.",
} as const;

const ids = (count: number, prefix: string) => Array.from({ length: count }, () => `${prefix}-${newId()}`);
const track = (event: string, userId: string, messageId = newId()) => ({
  type: "track",
  event,
  userId,
  messageId,
});

/** Three refused calls of cust-1 named "Bad name" and two of cust-2 named "Bad time". */
async function shelfWorld() {
  const world = await destinationGround(database.db);
  const { id } = await makeDestination(world);
  const [names, times] = [ids(3, "name"), ids(2, "time")];
  await world.send([
    ...names.map((message) => track("Bad name", "cust-1", message)),
    ...times.map((message) => track("Bad time", "cust-2", message)),
  ]);
  const nameRows = await bookDecisions(database.db, id, names, refused);
  const timeRows = await bookDecisions(database.db, id, times, other);
  await bookPosition(database.db, id);
  const shelf = async (fields: object = {}) => listShelf(world.ctx, listShelfSchema.parse({ id, ...fields }));
  return { world, id, names, times, nameRows, timeRows, shelf };
}

describe("the shelf", () => {
  it("holds what was finally refused, newest first, in pages, with how many there are", async () => {
    const { nameRows, timeRows, shelf } = await shelfWorld();
    const all = [...nameRows, ...timeRows].reverse();
    const first = await shelf({ limit: 2 });
    expect(first.total).toBe(5);
    expect(first.items.map((item) => item.id)).toEqual(all.slice(0, 2));
    const rest = await shelf({ limit: 3, cursor: first.nextCursor });
    expect(rest.items.map((item) => item.id)).toEqual(all.slice(2));
    expect(rest.nextCursor).toBeNull();
    expect(first.items[0]).toMatchObject({
      eventName: "Bad time",
      who: "cust-2",
      code: "clevertap_525",
      state: "open",
      callId: expect.stringMatching(/^\d+-\d+$/),
      request: { method: "POST" },
      answer: { status: 200 },
    });
  });

  it.each([
    ["a code", { code: "clevertap_525" }, 2],
    ["a name", { name: "Bad name" }, 3],
    ["a part of the reason", { search: "seconds IN" }, 2],
    ["a user id", { search: "cust-1" }, 3],
    ["both", { search: "cust-1", code: "clevertap_525" }, 0],
    ["a sign that is none of a pattern", { search: "%" }, 0],
  ])("is searched by %s", async (_what, fields, expected) => {
    const { shelf } = await shelfWorld();
    const { items, total } = await shelf(fields);
    expect([items.length, total]).toEqual([expected, expected]);
  });

  it("finds one call by its message id", async () => {
    const { shelf, names, nameRows } = await shelfWorld();
    expect((await shelf({ search: names[1] })).items.map((item) => item.id)).toEqual([nameRows[1]]);
  });

  it("gives each refused call to one retry alone, however many ask at once", async () => {
    const { world, id, shelf } = await shelfWorld();
    const asked = await Promise.allSettled(
      Array.from({ length: 6 }, () => retryShelf(world.ctx, { id, matching: {} })),
    );
    const won = asked.filter((each) => each.status === "fulfilled");
    expect(won).toHaveLength(1);
    expect(won[0]?.value).toMatchObject({ kind: "retry", status: "PENDING", expected: 5, filter: null });
    for (const each of asked.filter((one) => one.status === "rejected")) {
      expect(each.reason).toMatchObject({ code: "conflict" });
    }
    expect((await listReplays(world.ctx, { id, limit: 10 })).items).toHaveLength(1);
    expect(await shelf()).toMatchObject({ total: 0, items: [] });
    expect(await shelf({ state: "retried" })).toMatchObject({ total: 5 });
    expect((await getDestination(world.ctx, { id })).shelved).toBe(0);
    const { items } = await listDestinationHistory(world.ctx, { id, limit: 1 });
    expect(items[0]).toMatchObject({
      action: "destination.refused_sent_again",
      changes: { calls: { to: 5 } },
    });
  });

  it("takes what was chosen and leaves the rest; a call is retried or discarded, never both", async () => {
    const { world, id, nameRows, timeRows, shelf } = await shelfWorld();
    expect(await discardShelf(world.ctx, { id, ids: nameRows.slice(0, 1) })).toEqual({ discarded: 1 });
    expect(await retryShelf(world.ctx, { id, matching: { name: "Bad name" } })).toMatchObject({
      expected: 2,
    });
    expect(await discardShelf(world.ctx, { id, ids: nameRows })).toEqual({ discarded: 0 });
    await expect(retryShelf(world.ctx, { id, ids: nameRows })).rejects.toMatchObject({ code: "conflict" });
    expect((await shelf()).items.map((item) => item.id)).toEqual([...timeRows].reverse());
    expect((await shelf({ state: "discarded" })).items).toMatchObject([
      { id: nameRows[0], state: "discarded", discardedBy: "Mara" },
    ]);
    expect((await shelf({ state: "all" })).total).toBe(5);
    const both = await Promise.allSettled([
      retryShelf(world.ctx, { id, ids: timeRows }),
      discardShelf(world.ctx, { id, ids: timeRows }),
    ]);
    const [retried, discarded] = both.map((each) => (each.status === "fulfilled" ? each.value : null));
    expect([retried === null ? 0 : 2, (discarded as { discarded: number }).discarded].sort()).toEqual([0, 2]);
  });

  it.each([{}, { ids: [newId()], matching: {} }])(
    "takes an empty choice, or two, for none: %j",
    async (choice) => {
      const { world, id, shelf } = await shelfWorld();
      for (const verb of [retryShelf, discardShelf]) {
        await expect(verb(world.ctx, { id, ...choice })).rejects.toMatchObject({
          code: "invalid",
          problems: [{ path: "ids" }],
        });
      }
      expect((await shelf()).total).toBe(5);
    },
  );

  it("sends nothing again while the destination is off", async () => {
    const { world, id, shelf } = await shelfWorld();
    await updateDestination(world.ctx, updateSchema.parse({ id, enabled: false }));
    await expect(retryShelf(world.ctx, { id, matching: {} })).rejects.toMatchObject({ code: "precondition" });
    expect((await shelf()).total).toBe(5);
  });

  it("gets back what a retry that was stopped had not sent", async () => {
    const { world, id, names, shelf } = await shelfWorld();
    const { id: replayId } = await retryShelf(world.ctx, { id, matching: {} });
    await bookRequest(database.db, id, names.slice(0, 2), { replayId });
    const stopped = await stopReplay(world.ctx, { id, replayId });
    expect(stopped).toMatchObject({ status: "STOPPED", stoppedBy: "Mara", endedAt: expect.any(String) });
    expect((await shelf()).total).toBe(3);
    await expect(stopReplay(world.ctx, { id, replayId })).rejects.toMatchObject({ code: "precondition" });
  });
});

/** Six calls before the destination's position and one behind it. */
async function replayWorld() {
  const world = await destinationGround(database.db);
  const { id } = await makeDestination(world);
  await world.send([
    track("Bought", "cust-1"),
    track("Viewed", "cust-1"),
    track("Viewed", "cust-2"),
    { type: "identify", userId: "cust-2", traits: { email: "two@shop.example" }, messageId: newId() },
    { type: "page", name: "Bought", userId: "cust-3", messageId: newId() },
    track("Left", "cust-3"),
  ]);
  await bookPosition(database.db, id);
  await world.send([track("Bought", "cust-1")]);
  const filter = (fields: object) => replaySchema.parse({ id, ...fields });
  return { world, id, filter };
}

describe("a replay", () => {
  it("refuses an empty filter by the names of its fields, also one that only looks filled", async () => {
    const { world, id, filter } = await replayWorld();
    for (const fields of [{}, { names: [], people: [] }, { from: null, to: null }]) {
      for (const verb of [previewReplay, createReplay]) {
        await expect(verb(world.ctx, filter(fields))).rejects.toMatchObject({
          code: "invalid",
          problems: [{ path: "from" }, { path: "to" }, { path: "names" }, { path: "people" }],
        });
      }
    }
    expect((await listReplays(world.ctx, { id, limit: 5 })).items).toEqual([]);
  });

  const past = "2020-01-01T00:00:00Z";
  it.each([
    ["a name means track calls alone", { names: ["Bought"] }, 1],
    ["a type means calls of the type", { names: ["page", "identify"] }, 2],
    ["a user id", { people: ["cust-1"] }, 2],
    ["an e-mail address", { people: ["Two@shop.example"] }, 2],
    ["people and names together", { people: ["cust-2"], names: ["Viewed"] }, 1],
    ["a period that holds all", { from: past, to: "2100-01-01T00:00:00Z" }, 6],
    ["a period that is over", { to: past }, 0],
  ])("counts what the destination has decided: %s", async (_what, fields, expected) => {
    const { world, filter } = await replayWorld();
    const preview = await previewReplay(world.ctx, filter(fields));
    expect(preview).toMatchObject({ count: expected, more: false });
    expect(preview.samples).toHaveLength(Math.min(expected, 3));
    expect(preview.note).toContain("CleverTap takes the time of the upload");
  });

  it.each([
    [{ from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "to"],
    [{ people: ["cust-1", "nobody@shop.example"] }, "people[1]"],
  ])("names the field that is wrong: %j", async (fields, path) => {
    const { world, filter } = await replayWorld();
    await expect(createReplay(world.ctx, filter(fields))).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path }],
    });
  });

  it("goes up to the destination's position, begins at its first call, and is made once", async () => {
    const { world, id, filter } = await replayWorld();
    const made = await createReplay(world.ctx, filter({ people: ["cust-1"] }));
    expect(made).toMatchObject({
      kind: "replay",
      status: "PENDING",
      percent: null,
      expected: 2,
      filter: { names: [], people: ["cust-1"] },
      createdBy: "Mara",
    });
    const row = await database.db.prisma.destinationReplay.findFirstOrThrow({ where: { id: made.id } });
    const destination = await database.db.prisma.destination.findFirstOrThrow({ where: { id } });
    expect([row.toTx, row.toSeq]).toEqual([destination.positionTx, destination.positionSeq]);
    const [inside] = await database.db.sql<{ count: number }>(
      `select count(*)::int as count from events e join destination_replays r on r.id = $2::uuid
       where e.workspace_id = $1::uuid and (e.tx, e.seq) > (r.cursor_tx, r.cursor_seq)
         and (e.tx, e.seq) <= (r.to_tx, r.to_seq) and e.user_id = 'cust-1'`,
      [world.workspaceId, made.id],
    );
    expect(inside?.count).toBe(2);
    expect(row.cursorTx).toBeGreaterThan(0n);
    await expect(createReplay(world.ctx, filter({ people: ["cust-1"] }))).rejects.toMatchObject({
      code: "conflict",
    });
    await stopReplay(world.ctx, { id, replayId: made.id });
    await createReplay(world.ctx, filter({ people: ["cust-1"] }));
    const { items } = await listReplays(world.ctx, { id, limit: 5 });
    expect(items.map(({ status }) => status)).toEqual(["PENDING", "STOPPED"]);
  });

  it("of nothing is not made", async () => {
    const { world, filter } = await replayWorld();
    await expect(createReplay(world.ctx, filter({ names: ["Never"] }))).rejects.toMatchObject({
      code: "precondition",
    });
  });

  it("and the shelf are not touched from another workspace", async () => {
    const [{ id, world: theirs, nameRows }, mine] = [
      await shelfWorld(),
      await destinationGround(database.db),
    ];
    const { id: replayId } = await createReplay(theirs.ctx, replaySchema.parse({ id, names: ["Bad name"] }));
    const { ctx } = mine;
    const attempts = [
      listShelf(ctx, listShelfSchema.parse({ id })),
      retryShelf(ctx, { id, matching: {} }),
      discardShelf(ctx, { id, ids: nameRows }),
      previewReplay(ctx, replaySchema.parse({ id, names: ["Bad name"] })),
      createReplay(ctx, replaySchema.parse({ id, names: ["Bad name"] })),
      listReplays(ctx, { id, limit: 5 }),
      stopReplay(ctx, { id, replayId }),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    }
    const own = await makeDestination(mine);
    await expect(retryShelf(ctx, { id: own.id, ids: nameRows })).rejects.toMatchObject({ code: "conflict" });
    expect(await discardShelf(ctx, { id: own.id, ids: nameRows })).toEqual({ discarded: 0 });
    await expect(stopReplay(ctx, { id: own.id, replayId })).rejects.toMatchObject({ code: "not_found" });
    expect((await getDestination(theirs.ctx, { id })).shelved).toBe(5);
  });
});
