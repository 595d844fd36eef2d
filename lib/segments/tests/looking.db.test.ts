import { beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "../../context.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { type IngestGround, ingestGround, sender } from "../../testing/ingest.ts";
import { worldCtx } from "../../testing/world-ctx.ts";
import { definition as definitionSchema } from "../definition.ts";
import { listChanges as changesSchema, listMembers as membersSchema } from "../looking-schema.ts";
import { createSegment as createSchema, segmentsOfPerson as personSchema } from "../schema.ts";
import { archiveSegment } from "../verbs/archive-segment.ts";
import { compareSegments } from "../verbs/compare-segments.ts";
import { createSegment } from "../verbs/create-segment.ts";
import { downloadMembers } from "../verbs/download-members.ts";
import { getSizes } from "../verbs/get-sizes.ts";
import { listChanges } from "../verbs/list-changes.ts";
import { listMembers } from "../verbs/list-members.ts";
import { listSegmentsOfPerson } from "../verbs/list-segments-of-person.ts";
import { listUses } from "../verbs/list-uses.ts";
import { refreshSegment } from "../verbs/refresh-segment.ts";
import { updateSegment } from "../verbs/update-segment.ts";

const database = testDatabase();
let ground: IngestGround;
let ctx: Ctx;

const NOW = new Date("2026-11-25T22:30:00Z");
const names = ["ada", "ben", "cleo", "dora", "eve"];
const people: Record<string, string> = {};
const idOf = (name: string): string => {
  const id = people[name];
  if (id === undefined) {
    throw new Error(`Nobody is called ${name} here.`);
  }
  return id;
};

beforeAll(async () => {
  ground = await ingestGround(database.db);
  ctx = worldCtx(database.db, {
    ...ground,
    secrets: ground.ctx.secrets,
    hosts: {},
    clock: fixedClock(NOW),
  }).ctx;
  // Its 25 November begins at 23:00 UTC of the 24th.
  await database.db.prisma.workspace.update({
    where: { id: ctx.workspaceId },
    data: { timeZone: "Europe/Berlin" },
  });
  const batch = names.map((userId) => ({
    type: "identify",
    userId,
    traits: { email: `${userId}@example.com`, name: userId === "eve" ? "=1+1" : `Name of ${userId}` },
  }));
  expect((await sender(ground.ctx, ground.key)("batch", { batch })).status).toBe(200);
  for (const { id, userId } of await database.db.prisma.person.findMany({
    where: { workspaceId: ctx.workspaceId },
  })) {
    people[userId ?? ""] = id;
  }
});

const gold = definitionSchema.parse({
  groups: [
    {
      conditions: [{ kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } }],
    },
  ],
});
const asking = (segmentId: string) =>
  definitionSchema.parse({ groups: [{ conditions: [{ kind: "segment", segmentId }] }] });

let made = 0;
async function segment(definition = gold) {
  return createSegment(ctx, createSchema.parse({ name: `Segment ${++made}`, definition }));
}
/** A segment that was worked out, with those in it, each since a moment. */
async function ready(members: Record<string, string> = {}) {
  const { id } = await segment();
  await database.db.prisma.segmentMember.createMany({
    data: Object.entries(members).map(([name, at]) => ({
      workspaceId: ctx.workspaceId,
      segmentId: id,
      personId: idOf(name),
      enteredAt: new Date(at),
    })),
  });
  await database.db.prisma.segment.updateMany({
    where: { id },
    data: { state: "ready", people: Object.keys(members).length, countedAt: NOW },
  });
  return id;
}
async function changed(segmentId: string, name: string, entered: boolean, at: string, cause = "event") {
  await database.db.prisma.segmentChange.create({
    data: { workspaceId: ctx.workspaceId, segmentId, personId: idOf(name), entered, at: new Date(at), cause },
  });
}
const members = (id: string, input: object = {}, as = ctx) =>
  listMembers(as, membersSchema.parse({ id, ...input }));
const changes = (id: string, input: object = {}) => listChanges(ctx, changesSchema.parse({ id, ...input }));

/** All rows of a list, page by page. */
async function walk<Row>(page: (cursor?: string) => Promise<{ items: Row[]; nextCursor: string | null }>) {
  const rows: Row[] = [];
  let pages = 0;
  for (let cursor: string | undefined; ; pages += 1) {
    const { items, nextCursor } = await page(cursor);
    rows.push(...items);
    if (nextCursor === null) {
      return { rows, pages: pages + 1 };
    }
    cursor = nextCursor;
  }
}

describe("members", () => {
  it("come who entered last first, each once, also where many entered at one moment", async () => {
    const at = "2026-11-25T10:00:00.123Z";
    const id = await ready({
      ada: at,
      ben: at,
      cleo: at,
      dora: "2026-11-25T11:00:00Z",
      eve: "2026-11-24T10:00:00Z",
    });
    const { rows, pages } = await walk((cursor) => members(id, { limit: 2, cursor }));
    const tied = ["ada", "ben", "cleo"].sort((a, b) => idOf(a).localeCompare(idOf(b)));
    expect(rows.map(({ userId }) => userId)).toEqual(["dora", ...tied, "eve"]);
    expect(pages).toBe(3);
    expect(rows[1]).toMatchObject({ enteredAt: at });
  });

  it("are found by the beginning of their name, e-mail or user ID, in any case, and nobody beside them", async () => {
    const at = "2026-11-25T10:00:00Z";
    const id = await ready({ ada: at, ben: at, eve: at });
    const found = async (search: string) =>
      (await members(id, { search })).items.map(({ userId }) => userId).sort();
    expect(await found("NAME OF")).toEqual(["ada", "ben"]);
    expect(await found("Ben@")).toEqual(["ben"]);
    expect(await found("EVE")).toEqual(["eve"]);
    // Somebody who is not in it, a part in the middle, and what means anything to LIKE.
    expect([await found("cleo"), await found("example.com"), await found("%")]).toEqual([[], [], []]);
    const { rows, pages } = await walk((cursor) => members(id, { search: "name", limit: 1, cursor }));
    expect([rows.length, pages]).toEqual([2, 2]);
  });

  it("are nobody's of another workspace, and a position of another list is refused", async () => {
    const id = await ready({ ada: "2026-11-25T10:00:00Z" });
    const other = await ingestGround(database.db);
    const stranger = { ...ctx, workspaceId: other.workspaceId };
    await expect(members(id, {}, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(members(id, { cursor: "e30" })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path: "cursor" }],
    });
  });

  it("are downloaded whole, with texts that a spreadsheet does not take for formulas", async () => {
    const id = await ready({ ada: "2026-11-25T10:00:00Z", eve: "2026-11-25T11:00:00Z" });
    let csv = "";
    for await (const piece of await downloadMembers(ctx, { id })) {
      csv += piece;
    }
    expect(csv.trim().split("\n")).toEqual([
      "person_id,user_id,email,phone,name,anonymous_id,device_id,entered_at",
      `${idOf("eve")},eve,eve@example.com,,'=1+1,,,2026-11-25T11:00:00.000Z`,
      `${idOf("ada")},ada,ada@example.com,,Name of ada,,,2026-11-25T10:00:00.000Z`,
    ]);
    const other = { ...ctx, workspaceId: newId() };
    await expect(downloadMembers(other, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("of more than a page of 1,000 are all in the file, each once", async () => {
    const id = await ready();
    const where = [ctx.workspaceId, id];
    await database.db.sql(
      `with made as (insert into people (workspace_id, id, user_id, first_seen, last_seen)
         select $1::uuid, gen_random_uuid(), 'many ' || n, now(), now() from generate_series(1, 2500) n returning id)
       insert into segment_members (workspace_id, segment_id, person_id, entered_at)
       select $1::uuid, $2::uuid, id, '2026-11-25T10:00:00Z'::timestamptz from made`,
      where,
    );
    const lines = new Set<string>();
    for await (const piece of await downloadMembers(ctx, { id })) {
      for (const line of piece.trim().split("\n")) {
        lines.add(line);
      }
    }
    expect(lines.size).toBe(2_501);
    await database.db.sql("delete from people where workspace_id = $1::uuid and user_id like 'many %'", [
      ctx.workspaceId,
    ]);
  });
});

describe("changes", () => {
  it("come newest first with their cause, each once, also where many are of one moment", async () => {
    const id = await ready();
    const at = "2026-11-25T10:00:00Z";
    await changed(id, "ada", true, "2026-11-25T09:00:00Z", "definition");
    await changed(id, "ben", true, at, "event");
    await changed(id, "cleo", true, at, "person");
    await changed(id, "ada", false, at, "time");
    const { rows, pages } = await walk((cursor) => changes(id, { limit: 1, cursor }));
    expect(rows.map(({ person, entered, cause }) => [person.userId, entered, cause])).toEqual([
      ["ada", false, "time"],
      ["cleo", true, "person"],
      ["ben", true, "event"],
      ["ada", true, "definition"],
    ]);
    expect(pages).toBe(4);
  });

  it("are narrowed to entering or leaving, and to a day of the workspace's calendar", async () => {
    const id = await ready();
    await changed(id, "ada", true, "2026-11-24T22:59:59.999Z");
    await changed(id, "ben", true, "2026-11-24T23:00:00Z");
    await changed(id, "ben", false, "2026-11-25T22:59:59.999Z");
    await changed(id, "cleo", true, "2026-11-25T23:00:00Z");
    const found = async (input: object) =>
      (await changes(id, input)).items.map(({ person, entered }) => [person.userId, entered]);
    expect(await found({ day: "2026-11-25" })).toEqual([
      ["ben", false],
      ["ben", true],
    ]);
    expect(await found({ day: "2026-11-25", which: "left" })).toEqual([["ben", false]]);
    expect(await found({ which: "entered" })).toEqual([
      ["cleo", true],
      ["ben", true],
      ["ada", true],
    ]);
    await expect(changes(newId())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("sizes", () => {
  it("go by days of the workspace, carry the last size forward and end with how many are in it now", async () => {
    const id = await ready({ ada: "2026-11-25T10:00:00Z", ben: "2026-11-25T10:00:00Z" });
    const day = (text: string, size: number, entered: number, left: number) => ({
      workspaceId: ctx.workspaceId,
      segmentId: id,
      day: new Date(`${text}T00:00:00Z`),
      people: size,
      entered,
      left,
    });
    await database.db.prisma.segmentDay.createMany({
      data: [day("2026-11-02", 7, 0, 0), day("2026-11-21", 3, 1, 5), day("2026-11-25", 2, 0, 1)],
    });
    const sizes = await getSizes(ctx, { id, range: "7d" });
    expect(sizes).toMatchObject({ timeZone: "Europe/Berlin" });
    expect(sizes.points.map((point) => [point.day, point.people, point.entered, point.left])).toEqual([
      ["2026-11-19", 7, 0, 0],
      ["2026-11-20", 7, 0, 0],
      ["2026-11-21", 3, 1, 5],
      ["2026-11-22", 3, 0, 0],
      ["2026-11-23", 3, 0, 0],
      ["2026-11-24", 3, 0, 0],
      ["2026-11-25", 2, 0, 1],
    ]);
    const before = (await getSizes(ctx, { id, range: "30d" })).points;
    expect([before.length, before[0]?.people]).toEqual([30, null]);
  });

  it("are unknown until a segment was counted, and known today once it was", async () => {
    const { id } = await segment();
    const last = async () => (await getSizes(ctx, { id, range: "7d" })).points.at(-1)?.people;
    expect(await last()).toBeNull();
    await database.db.prisma.segment.updateMany({
      where: { id },
      data: { countedAt: NOW, people: 0, state: "ready" },
    });
    expect(await last()).toBe(0);
    await expect(getSizes({ ...ctx, workspaceId: newId() }, { id, range: "7d" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the overlap", () => {
  it("counts who is in the one, in both, and in the other", async () => {
    const at = "2026-11-25T10:00:00Z";
    const one = await ready({ ada: at, ben: at, cleo: at });
    const other = await ready({ cleo: at, dora: at });
    expect(await compareSegments(ctx, { id: one, with: other })).toEqual({ here: 2, both: 1, there: 1 });
    expect(await compareSegments(ctx, { id: other, with: one })).toEqual({ here: 1, both: 1, there: 2 });
    expect(await compareSegments(ctx, { id: one, with: await ready() })).toEqual({
      here: 3,
      both: 0,
      there: 0,
    });
    await expect(compareSegments(ctx, { id: one, with: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("uses", () => {
  it("are segments that ask for it and audiences made from it; it is not archived while there are any", async () => {
    const id = await ready();
    const outer = await segment(asking(id));
    const audience = { workspaceId: ctx.workspaceId, id: newId(), createdBy: "Mara", origin: "people" };
    await database.db.prisma.audience.createMany({
      data: [
        { ...audience, name: "From it", definition: { segmentId: id } },
        { ...audience, id: newId(), name: "From another", definition: { segmentId: outer.id } },
        { ...audience, id: newId(), workspaceId: newId(), name: "Foreign", definition: { segmentId: id } },
      ],
    });
    // Another workspace's segment that names it, as no verb would save it.
    const foreign = await database.db.prisma.segment.create({
      data: { workspaceId: newId(), id: newId(), name: "Foreign", createdBy: "Zed", definition: asking(id) },
    });
    await expect(compareSegments(ctx, { id, with: foreign.id })).rejects.toMatchObject({ code: "not_found" });
    const uses = [
      { kind: "segment", id: outer.id, name: outer.name },
      { kind: "audience", id: audience.id, name: "From it" },
    ];
    expect(await listUses(ctx, { id })).toEqual({ items: uses });
    await expect(archiveSegment(ctx, { id })).rejects.toMatchObject({ code: "conflict", blockers: uses });
    await database.db.prisma.audience.deleteMany({});
    await archiveSegment(ctx, { id: outer.id });
    expect(await listUses(ctx, { id })).toEqual({ items: [] });
    expect((await archiveSegment(ctx, { id })).archivedAt).not.toBeNull();
  });
});

describe("a refresh", () => {
  it("makes a segment due now and says who asked for it", async () => {
    const id = await ready();
    await database.db.prisma.segment.updateMany({
      where: { id },
      data: { refreshAt: new Date("2026-12-01T00:00:00Z") },
    });
    expect(await refreshSegment(ctx, { id })).toMatchObject({ refreshAt: NOW.toISOString() });
    const log = await database.db.prisma.auditEntry.findMany({
      where: { objectId: id, action: "segment.refreshed" },
    });
    expect(log).toHaveLength(1);
  });

  it("is refused for a list and for an archived segment, and to a Viewer", async () => {
    const list = await ready();
    await database.db.prisma.segment.updateMany({
      where: { id: list },
      data: { kind: "list", definition: {}, refreshAt: null },
    });
    await expect(refreshSegment(ctx, { id: list })).rejects.toMatchObject({ code: "precondition" });
    const archived = await ready();
    await archiveSegment(ctx, { id: archived });
    await expect(refreshSegment(ctx, { id: archived })).rejects.toMatchObject({ code: "precondition" });
    const viewer: Ctx = { ...ctx, actor: { kind: "key", id: newId(), name: "Reader", role: "viewer" } };
    await expect(refreshSegment(viewer, { id: list })).rejects.toMatchObject({ code: "forbidden" });
    expect((await members(list, {}, viewer)).items).toEqual([]);
    expect((await database.db.prisma.segment.findFirstOrThrow({ where: { id: list } })).refreshAt).toBeNull();
  });
});

describe("another definition or kind", () => {
  it("has a segment worked out again, another name does not; a list has neither", async () => {
    const id = await ready();
    await database.db.prisma.segment.updateMany({ where: { id }, data: { refreshAt: null } });
    expect(await updateSegment(ctx, { id, name: "Renamed", definition: gold, kind: "past" })).toMatchObject({
      state: "ready",
      refreshAt: null,
    });
    const again = { state: "counting", refreshAt: NOW.toISOString() };
    expect(await updateSegment(ctx, { id, kind: "live" })).toMatchObject({ kind: "live", ...again });
    await database.db.prisma.segment.updateMany({ where: { id }, data: { state: "broken", problem: "x" } });
    const other = asking(await ready());
    expect(await updateSegment(ctx, { id, definition: other })).toMatchObject({ problem: null, ...again });
    await database.db.prisma.segment.updateMany({ where: { id }, data: { kind: "list" } });
    await expect(updateSegment(ctx, { id, definition: gold })).rejects.toMatchObject({
      code: "precondition",
    });
    expect((await updateSegment(ctx, { id, name: "Named list" })).name).toBe("Named list");
  });
});

describe("a person's segments", () => {
  it("are those they are in, then those they left, then the others, with when and why", async () => {
    const other = await ingestGround(database.db);
    const mine: Ctx = { ...ctx, workspaceId: other.workspaceId };
    await sender(other.ctx, other.key)("identify", { userId: "zoe", traits: { plan: "gold" } });
    const { id: personId } = await database.db.prisma.person.findFirstOrThrow({
      where: { workspaceId: other.workspaceId },
    });
    const make = async (state: string) => {
      const { id } = await createSegment(
        mine,
        createSchema.parse({ name: `Own ${++made}`, definition: gold }),
      );
      await database.db.prisma.segment.updateMany({ where: { id }, data: { state } });
      return id;
    };
    const log = (segmentId: string, entered: boolean, at: string, cause: string) =>
      database.db.prisma.segmentChange.create({
        data: { workspaceId: mine.workspaceId, segmentId, personId, entered, at: new Date(at), cause },
      });
    const inside = await make("ready");
    const left = await make("ready");
    const never = await make("ready");
    const counting = await make("counting");
    const broken = await make("broken");
    await database.db.prisma.segmentMember.create({
      data: {
        workspaceId: mine.workspaceId,
        segmentId: inside,
        personId,
        enteredAt: new Date("2026-11-25T10:00:00Z"),
      },
    });
    await log(inside, true, "2026-11-25T10:00:00Z", "event");
    await log(left, true, "2026-11-24T10:00:00Z", "event");
    await log(left, false, "2026-11-24T11:00:00Z", "time");
    const { rows, pages } = await walk((cursor) =>
      listSegmentsOfPerson(mine, personSchema.parse({ id: personId, limit: 2, cursor })),
    );
    const moment = (text: string) => new Date(text).toISOString();
    expect(rows.map((row) => [row.id, row.meant, row.enteredAt, row.leftAt, row.cause])).toEqual([
      [inside, true, moment("2026-11-25T10:00:00Z"), null, "event"],
      [left, false, null, moment("2026-11-24T11:00:00Z"), "time"],
      // Nothing is known of it yet, and it cannot be asked; the one that is being counted is asked.
      [broken, null, null, null, null],
      [counting, true, null, null, null],
      [never, false, null, null, null],
    ]);
    expect(pages).toBe(3);
  });
});
