import { describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { ingestGround } from "../../testing/ingest.ts";
import { lookingGround, NOW, walk } from "../../testing/looking-ground.ts";
import { compareSegments } from "../verbs/compare-segments.ts";
import { downloadMembers } from "../verbs/download-members.ts";
import { getSizes } from "../verbs/get-sizes.ts";

const database = testDatabase();
const look = lookingGround(database);

describe("members", () => {
  it("come who entered last first, each once, also where many entered at one moment", async () => {
    const at = "2026-11-25T10:00:00.123Z";
    const id = await look.ready({
      ada: at,
      ben: at,
      cleo: at,
      dora: "2026-11-25T11:00:00Z",
      eve: "2026-11-24T10:00:00Z",
    });
    const { rows, pages } = await walk((cursor) => look.members(id, { limit: 2, cursor }));
    const tied = ["ada", "ben", "cleo"].sort((a, b) => look.idOf(a).localeCompare(look.idOf(b)));
    expect(rows.map(({ userId }) => userId)).toEqual(["dora", ...tied, "eve"]);
    expect(pages).toBe(3);
    expect(rows[1]).toMatchObject({ enteredAt: at });
  });

  it("are found by the beginning of their name, e-mail or user ID, in any case, and nobody beside them", async () => {
    const at = "2026-11-25T10:00:00Z";
    const id = await look.ready({ ada: at, ben: at, eve: at });
    const found = async (search: string) =>
      (await look.members(id, { search })).items.map(({ userId }) => userId).sort();
    expect(await found("NAME OF")).toEqual(["ada", "ben"]);
    expect(await found("Ben@")).toEqual(["ben"]);
    expect(await found("EVE")).toEqual(["eve"]);
    // Somebody who is not in it, a part in the middle, and what means anything to LIKE.
    expect([await found("cleo"), await found("example.com"), await found("%")]).toEqual([[], [], []]);
    const { rows, pages } = await walk((cursor) => look.members(id, { search: "name", limit: 1, cursor }));
    expect([rows.length, pages]).toEqual([2, 2]);
  });

  it("are nobody's of another workspace, and a position of another list is refused", async () => {
    const id = await look.ready({ ada: "2026-11-25T10:00:00Z" });
    const other = await ingestGround(database.db);
    const stranger = { ...look.ctx, workspaceId: other.workspaceId };
    await expect(look.members(id, {}, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(look.members(id, { cursor: "e30" })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path: "cursor" }],
    });
  });

  it("are downloaded whole, with texts that a spreadsheet does not take for formulas", async () => {
    const id = await look.ready({ ada: "2026-11-25T10:00:00Z", eve: "2026-11-25T11:00:00Z" });
    let csv = "";
    for await (const piece of await downloadMembers(look.ctx, { id })) {
      csv += piece;
    }
    expect(csv.trim().split("\n")).toEqual([
      "person_id,user_id,email,phone,name,anonymous_id,device_id,entered_at",
      `${look.idOf("eve")},eve,eve@example.com,,'=1+1,,,2026-11-25T11:00:00.000Z`,
      `${look.idOf("ada")},ada,ada@example.com,,Name of ada,,,2026-11-25T10:00:00.000Z`,
    ]);
    const other = { ...look.ctx, workspaceId: newId() };
    await expect(downloadMembers(other, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("of more than a page of 1,000 are all in the file, each once", async () => {
    const id = await look.ready();
    const where = [look.ctx.workspaceId, id];
    await database.db.sql(
      `with made as (insert into people (workspace_id, id, user_id, first_seen, last_seen)
         select $1::uuid, gen_random_uuid(), 'many ' || n, now(), now() from generate_series(1, 2500) n returning id)
       insert into segment_members (workspace_id, segment_id, person_id, entered_at)
       select $1::uuid, $2::uuid, id, '2026-11-25T10:00:00Z'::timestamptz from made`,
      where,
    );
    const lines = new Set<string>();
    for await (const piece of await downloadMembers(look.ctx, { id })) {
      for (const line of piece.trim().split("\n")) {
        lines.add(line);
      }
    }
    expect(lines.size).toBe(2_501);
    await database.db.sql("delete from people where workspace_id = $1::uuid and user_id like 'many %'", [
      look.ctx.workspaceId,
    ]);
  });
});

describe("changes", () => {
  it("come newest first with their cause, each once, also where many are of one moment", async () => {
    const id = await look.ready();
    const at = "2026-11-25T10:00:00Z";
    await look.changed(id, "ada", true, "2026-11-25T09:00:00Z", "definition");
    await look.changed(id, "ben", true, at, "event");
    await look.changed(id, "cleo", true, at, "person");
    await look.changed(id, "ada", false, at, "time");
    const { rows, pages } = await walk((cursor) => look.changes(id, { limit: 1, cursor }));
    expect(rows.map(({ person, entered, cause }) => [person.userId, entered, cause])).toEqual([
      ["ada", false, "time"],
      ["cleo", true, "person"],
      ["ben", true, "event"],
      ["ada", true, "definition"],
    ]);
    expect(pages).toBe(4);
  });

  it("are narrowed to entering or leaving, and to a day of the workspace's calendar", async () => {
    const id = await look.ready();
    await look.changed(id, "ada", true, "2026-11-24T22:59:59.999Z");
    await look.changed(id, "ben", true, "2026-11-24T23:00:00Z");
    await look.changed(id, "ben", false, "2026-11-25T22:59:59.999Z");
    await look.changed(id, "cleo", true, "2026-11-25T23:00:00Z");
    const found = async (input: object) =>
      (await look.changes(id, input)).items.map(({ person, entered }) => [person.userId, entered]);
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
    await expect(look.changes(newId())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("sizes", () => {
  it("go by days of the workspace, carry the last size forward and end with how many are in it now", async () => {
    const id = await look.ready({ ada: "2026-11-25T10:00:00Z", ben: "2026-11-25T10:00:00Z" });
    const day = (text: string, size: number, entered: number, left: number) => ({
      workspaceId: look.ctx.workspaceId,
      segmentId: id,
      day: new Date(`${text}T00:00:00Z`),
      people: size,
      entered,
      left,
    });
    await database.db.prisma.segmentDay.createMany({
      data: [day("2026-11-02", 7, 0, 0), day("2026-11-21", 3, 1, 5), day("2026-11-25", 2, 0, 1)],
    });
    const sizes = await getSizes(look.ctx, { id, range: "7d" });
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
    const before = (await getSizes(look.ctx, { id, range: "30d" })).points;
    expect([before.length, before[0]?.people]).toEqual([30, null]);
  });

  it("are unknown until a segment was counted, and known today once it was", async () => {
    const { id } = await look.segment();
    const last = async () => (await getSizes(look.ctx, { id, range: "7d" })).points.at(-1)?.people;
    expect(await last()).toBeNull();
    await database.db.prisma.segment.updateMany({
      where: { id },
      data: { countedAt: NOW, people: 0, state: "ready" },
    });
    expect(await last()).toBe(0);
    await expect(getSizes({ ...look.ctx, workspaceId: newId() }, { id, range: "7d" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the overlap", () => {
  it("counts who is in the one, in both, and in the other", async () => {
    const at = "2026-11-25T10:00:00Z";
    const one = await look.ready({ ada: at, ben: at, cleo: at });
    const other = await look.ready({ cleo: at, dora: at });
    expect(await compareSegments(look.ctx, { id: one, with: other })).toEqual({ here: 2, both: 1, there: 1 });
    expect(await compareSegments(look.ctx, { id: other, with: one })).toEqual({ here: 1, both: 1, there: 2 });
    expect(await compareSegments(look.ctx, { id: one, with: await look.ready() })).toEqual({
      here: 3,
      both: 0,
      there: 0,
    });
    await expect(compareSegments(look.ctx, { id: one, with: newId() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
