import { describe, expect, it } from "vitest";
import type { Ctx } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { ingestGround, sender } from "../../testing/ingest.ts";
import { asking, gold, lookingGround, NOW, walk } from "../../testing/looking-ground.ts";
import { createSegment as createSchema, segmentsOfPerson as personSchema } from "../schema.ts";
import { archiveSegment } from "../verbs/archive-segment.ts";
import { compareSegments } from "../verbs/compare-segments.ts";
import { createSegment } from "../verbs/create-segment.ts";
import { listSegmentsOfPerson } from "../verbs/list-segments-of-person.ts";
import { listUses } from "../verbs/list-uses.ts";
import { refreshSegment } from "../verbs/refresh-segment.ts";
import { updateSegment } from "../verbs/update-segment.ts";

const database = testDatabase();
const look = lookingGround(database);

let made = 0;

describe("uses", () => {
  it("are segments that ask for it and audiences made from it; it is not archived while there are any", async () => {
    const id = await look.ready();
    const outer = await look.segment(asking(id));
    const audience = { workspaceId: look.ctx.workspaceId, id: newId(), createdBy: "Mara", origin: "people" };
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
    await expect(compareSegments(look.ctx, { id, with: foreign.id })).rejects.toMatchObject({
      code: "not_found",
    });
    const uses = [
      { kind: "segment", id: outer.id, name: outer.name },
      { kind: "audience", id: audience.id, name: "From it" },
    ];
    expect(await listUses(look.ctx, { id })).toEqual({ items: uses, drafts: [] });
    await expect(archiveSegment(look.ctx, { id })).rejects.toMatchObject({
      code: "conflict",
      blockers: uses,
    });
    await database.db.prisma.audience.deleteMany({});
    await archiveSegment(look.ctx, { id: outer.id });
    expect(await listUses(look.ctx, { id })).toEqual({ items: [], drafts: [] });
    expect((await archiveSegment(look.ctx, { id })).archivedAt).not.toBeNull();
  });
});

describe("at the same time", () => {
  it("two segments do not come to ask for each other", async () => {
    const pair = [await look.segment(), await look.segment()] as const;
    const change = (of: 0 | 1, other: 0 | 1) =>
      updateSegment(look.ctx, { id: pair[of].id, definition: asking(pair[other].id) });
    const done = await Promise.allSettled([change(0, 1), change(1, 0)]);
    const refused = done.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toMatchObject([{ code: "invalid", problems: [{ field: "segmentId" }] }]);
  });

  it("a segment is archived or asked for, and not both", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id } = await look.segment();
      const done = await Promise.allSettled([look.segment(asking(id)), archiveSegment(look.ctx, { id })]);
      const refused = done.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
      expect(["invalid", "conflict"].filter((code) => refused.includes(code))).toEqual(refused);
      expect(refused).toHaveLength(1);
    }
  });
});

describe("drafts that name a segment", () => {
  it("are told with what uses it, and keep nobody from archiving it", async () => {
    const id = await look.ready();
    const { workspaceId } = look.ctx;
    const draft = { who: { audience: { kind: "segment", segmentId: id } } };
    const campaign = (name: string, state: object) => ({
      ...{
        workspaceId,
        id: newId(),
        name,
        draft,
        channel: "segment",
        qualification: "past",
        createdBy: "Mara",
      },
      ...state,
    });
    const journey = (name: string, state: object) => ({
      ...{
        workspaceId,
        id: newId(),
        name,
        draft: { nodes: [{ settings: { segmentId: id } }] },
        createdBy: "Mara",
      },
      ...state,
    });
    const campaigns = [campaign("Sale", {}), campaign("Sale, asked for", { status: "APPROVAL_PENDING" })];
    const journeys = [journey("Welcome", {}), journey("Welcome back", { status: "RUNNING" })];
    await database.db.prisma.campaign.createMany({
      data: [
        ...campaigns,
        campaign("Archived", { archivedAt: new Date() }),
        campaign("Over", { status: "COMPLETED" }),
        campaign("Foreign", { workspaceId: newId() }),
        campaign("Others", { draft: {} }),
      ],
    });
    await database.db.prisma.journey.createMany({
      data: [
        ...journeys,
        journey("Over", { status: "STOPPED" }),
        journey("Gone", { archivedAt: new Date() }),
      ],
    });
    const told = (kind: string) => (row: { id: string; name: string }) => ({
      kind,
      id: row.id,
      name: row.name,
    });
    expect(await listUses(look.ctx, { id })).toEqual({
      items: [],
      drafts: [
        ...campaigns.map(told("campaign")).map((use) => ({
          ...use,
          ...(use.name.endsWith("asked for") && { waits: true }),
        })),
        ...journeys.map(told("journey")),
      ],
    });
    expect((await archiveSegment(look.ctx, { id })).archivedAt).not.toBeNull();
  });
});

describe("a refresh", () => {
  it("makes a segment due now and says who asked for it", async () => {
    const id = await look.ready();
    await database.db.prisma.segment.updateMany({
      where: { id },
      data: { refreshAt: new Date("2026-12-01T00:00:00Z") },
    });
    expect(await refreshSegment(look.ctx, { id })).toMatchObject({ refreshAt: NOW.toISOString() });
    const log = await database.db.prisma.auditEntry.findMany({
      where: { objectId: id, action: "segment.refreshed" },
    });
    expect(log).toHaveLength(1);
  });

  it("is refused for a list and for an archived segment, and to a Viewer", async () => {
    const list = await look.ready();
    await database.db.prisma.segment.updateMany({
      where: { id: list },
      data: { kind: "list", definition: {}, refreshAt: null },
    });
    await expect(refreshSegment(look.ctx, { id: list })).rejects.toMatchObject({ code: "precondition" });
    const archived = await look.ready();
    await archiveSegment(look.ctx, { id: archived });
    await expect(refreshSegment(look.ctx, { id: archived })).rejects.toMatchObject({ code: "precondition" });
    const viewer: Ctx = { ...look.ctx, actor: { kind: "key", id: newId(), name: "Reader", role: "viewer" } };
    await expect(refreshSegment(viewer, { id: list })).rejects.toMatchObject({ code: "forbidden" });
    expect((await look.members(list, {}, viewer)).items).toEqual([]);
    expect((await database.db.prisma.segment.findFirstOrThrow({ where: { id: list } })).refreshAt).toBeNull();
  });
});

describe("another definition or kind", () => {
  it("has a segment worked out again, another name does not; a list has neither", async () => {
    const id = await look.ready();
    await database.db.prisma.segment.updateMany({ where: { id }, data: { refreshAt: null } });
    expect(
      await updateSegment(look.ctx, { id, name: "Renamed", definition: gold, kind: "past" }),
    ).toMatchObject({
      state: "ready",
      refreshAt: null,
    });
    const again = { state: "counting", refreshAt: NOW.toISOString() };
    expect(await updateSegment(look.ctx, { id, kind: "live" })).toMatchObject({ kind: "live", ...again });
    await database.db.prisma.segment.updateMany({ where: { id }, data: { state: "broken", problem: "x" } });
    const other = asking(await look.ready());
    expect(await updateSegment(look.ctx, { id, definition: other })).toMatchObject({
      problem: null,
      ...again,
    });
    await database.db.prisma.segment.updateMany({ where: { id }, data: { kind: "list" } });
    await expect(updateSegment(look.ctx, { id, definition: gold })).rejects.toMatchObject({
      code: "precondition",
    });
    expect((await updateSegment(look.ctx, { id, name: "Named list" })).name).toBe("Named list");
  });
});

describe("a person's segments", () => {
  it("are those they are in, then those they left, then the others, with when and why", async () => {
    const other = await ingestGround(database.db);
    const mine: Ctx = { ...look.ctx, workspaceId: other.workspaceId };
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
