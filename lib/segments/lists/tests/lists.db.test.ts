import { describe, expect, it } from "vitest";
import { newId } from "../../../kernel/ids.ts";
import { testDatabase } from "../../../testing/database.ts";
import { listGround } from "../../../testing/list-ground.ts";
import { mergeTestPeople } from "../../../testing/people-store.ts";
import { withRole } from "../../../testing/test-ctx.ts";
import { archiveSegment } from "../../verbs/archive-segment.ts";
import { createSegment } from "../../verbs/create-segment.ts";
import { duplicateSegment } from "../../verbs/duplicate-segment.ts";
import { getSegment } from "../../verbs/get-segment.ts";
import { readReach } from "../../verbs/read-reach.ts";
import { createList } from "../verbs/create-list.ts";
import { downloadNotTaken } from "../verbs/download-not-taken.ts";
import { getListImport } from "../verbs/get-list-import.ts";
import { listListImports } from "../verbs/list-list-imports.ts";

const database = testDatabase();
const ground = () => listGround(database.db);

describe("a list", () => {
  it("begins empty and ready, is not worked out by itself, and its name is its own", async () => {
    const { ctx, id } = await ground();
    expect(await getSegment(ctx, { id })).toMatchObject({
      kind: "list",
      state: "ready",
      people: 0,
      countedAt: null,
      refreshAt: null,
      definition: null,
    });
    const again = { name: "guests", description: "", labels: [] };
    await expect(createList(ctx, again)).rejects.toMatchObject({ code: "conflict" });
    await expect(duplicateSegment(ctx, { id })).rejects.toMatchObject({ code: "precondition" });
    await expect(createList(withRole(ctx, "viewer"), again)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("holds those whom its file names once it is applied, and says who it does not know", async () => {
    const { ctx, id, people, upload, apply, members, staged } = await ground();
    const [ada = "", ben = ""] = await people([
      { user_id: "ada", email: "ada@shop.example" },
      { user_id: "ben" },
      { user_id: "cleo" },
    ]);
    const made = await upload("user_id,plan\nada,gold\nben,\nnobody,\nada,again\n,none\nfull,of,fields\n");
    expect(made).toMatchObject({
      status: "APPLYING",
      rows: 6,
      accepted: 3,
      refused: 2,
      repeated: 1,
      percent: 0,
    });
    expect(await members()).toEqual([]);
    expect(await getSegment(ctx, { id })).toMatchObject({ state: "counting", people: 0 });
    await apply(made.id);
    expect(await members()).toEqual([ada, ben].sort());
    expect(await getSegment(ctx, { id })).toMatchObject({
      state: "ready",
      people: 2,
      countedAt: ctx.clock.now().toISOString(),
      refreshAt: null,
    });
    expect(await getListImport(ctx, { id, importId: made.id })).toMatchObject({
      status: "DONE",
      percent: 100,
      applied: 3,
      found: 2,
      unknown: 1,
      doubled: 0,
      entered: 2,
      left: 0,
      refusals: [
        { line: 4, reason: "nobody has this user ID", text: "nobody" },
        { line: 6, reason: "no identity", text: ",none" },
        { line: 7, reason: "3 fields instead of 2", text: "full,of,fields" },
      ],
    });
    let csv = "";
    for await (const piece of await downloadNotTaken(ctx, { id, importId: made.id })) {
      csv += piece;
    }
    expect(csv).toBe(
      'line,reason,text\n4,nobody has this user ID,nobody\n6,no identity,",none"\n7,3 fields instead of 2,"full,of,fields"\n',
    );
    expect(await staged()).toBe(0);
  });

  it("is replaced, added to, or thinned by a later file; the log says who entered and left", async () => {
    const { ctx, id, people, take, members } = await ground();
    const [ada = "", ben = "", cleo = "", dora = ""] = await people(
      ["ada", "ben", "cleo", "dora"].map((user_id) => ({ user_id })),
    );
    await take("user_id\nada\nben\n");
    const added = await take("user_id\nben\ncleo\n", { mode: "add" });
    expect(await members()).toEqual([ada, ben, cleo].sort());
    expect(await getListImport(ctx, { id, importId: added })).toMatchObject({
      found: 2,
      entered: 1,
      left: 0,
    });
    const removed = await take("user_id\nada\ndora\nwho\n", { mode: "remove" });
    expect(await members()).toEqual([ben, cleo].sort());
    expect(await getListImport(ctx, { id, importId: removed })).toMatchObject({
      found: 2,
      unknown: 1,
      entered: 0,
      left: 1,
    });
    const replaced = await take("user_id\ncleo\ndora\n", { mode: "replace" });
    expect(await members()).toEqual([cleo, dora].sort());
    expect(await getListImport(ctx, { id, importId: replaced })).toMatchObject({ entered: 1, left: 1 });
    expect((await getSegment(ctx, { id })).people).toBe(2);
    const changes = await ctx.db.prisma.segmentChange.findMany({
      where: { workspaceId: ctx.workspaceId, segmentId: id },
      orderBy: { seq: "asc" },
    });
    expect(changes.filter(({ personId }) => personId === ada).map(({ entered }) => entered)).toEqual([
      true,
      false,
    ]);
    expect(changes.map(({ cause }) => cause)).toEqual(Array(6).fill("list"));
    expect((await listListImports(ctx, { id })).items.map(({ mode }) => mode)).toEqual([
      "replace",
      "remove",
      "add",
      "add",
    ]);
  });

  it("is not emptied by a replacing file that names nobody", async () => {
    const { ctx, id, people, take, members } = await ground();
    const [ada = ""] = await people([{ user_id: "ada" }]);
    await take("user_id\nada\n");
    const made = await take("user_id\nADA\nben\n", { mode: "replace" });
    expect(await members()).toEqual([ada]);
    expect(await getListImport(ctx, { id, importId: made })).toMatchObject({
      status: "FAILED",
      problem: expect.stringContaining("names nobody"),
      left: 0,
    });
    expect(await getSegment(ctx, { id })).toMatchObject({ state: "ready", people: 1 });
  });

  it("stays as it is when an unknown identity comes to be known later", async () => {
    const { people, take, members } = await ground();
    await take("user_id\nlater\n");
    await people([{ user_id: "later" }]);
    expect(await members()).toEqual([]);
  });

  it("can be asked for by another segment, which reaches its members, and is then not archived", async () => {
    const { ctx, id, people, take } = await ground();
    await people([{ user_id: "ada", email: "ada@shop.example" }, { user_id: "ben" }, { user_id: "cleo" }]);
    await take("user_id\nada\nben\n");
    const asking = (not: boolean) => ({
      match: "all" as const,
      groups: [{ match: "all" as const, conditions: [{ kind: "segment" as const, not, segmentId: id }] }],
    });
    expect(await readReach(ctx, { definition: asking(false) })).toMatchObject({ people: 2, of: 3 });
    expect(await readReach(ctx, { definition: asking(true) })).toMatchObject({ people: 1, of: 3 });
    const given = { name: "Asks", description: "", labels: [], kind: "past" as const };
    await createSegment(ctx, { ...given, definition: asking(false) });
    await expect(archiveSegment(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("identities", () => {
  it.each([
    [
      "email",
      "e-mail\n ADA@Shop.example \nnone\n",
      "e-mail",
      { email: "ada@shop.example" },
      "no e-mail address",
    ],
    ["phone", "tel\n0049 (170) 123-4567\nnone\n", "tel", { phone: "+491701234567" }, "no phone number"],
    ["phone", "tel\n491701234567\nnone\n", "tel", { phone: "+491701234567" }, "no phone number"],
    ["phone", "tel\n+491701234567\n12\n", "tel", { phone: "491701234567" }, "no phone number"],
    ["anonymous_id", `a\nanon-1\n${"x".repeat(401)}\n`, "a", { anonymous_id: "anon-1" }, "more than 400"],
    ["user_id", `u\nÜser\n${"x".repeat(401)}\n`, "u", { user_id: "Üser" }, "more than 400"],
  ] as const)(
    "of the kind %s are read as people's are kept",
    async (identifiedBy, file, column, known, problem) => {
      const { ctx, id, people, take, members } = await ground();
      const [ada = ""] = await people([known, { device_id: "anon-1" }]);
      const importId = await take(file, { identifiedBy, column });
      expect(await members()).toEqual([ada]);
      const { refusals, ...counts } = await getListImport(ctx, { id, importId });
      expect(counts).toMatchObject({ found: 1, unknown: 0, refused: 1 });
      expect(refusals).toMatchObject([{ line: 3, reason: expect.stringContaining(problem) }]);
    },
  );

  it("may be Junction's ids; one of a person who was merged means the person it became", async () => {
    const { ctx, id, people, take, members } = await ground();
    const [ada = "", old = ""] = await people([{ user_id: "ada" }, { anonymous_id: "a-1" }]);
    await mergeTestPeople(ctx.db, ctx.workspaceId, old, ada);
    const file = `junction_id\n${old.toUpperCase()}\n${ada}\n${newId()}\nada\n`;
    const importId = await take(file, { identifiedBy: "person_id", column: "junction_id" });
    expect(await members()).toEqual([ada]);
    expect(await getListImport(ctx, { id, importId })).toMatchObject({
      found: 1,
      doubled: 1,
      unknown: 1,
      refused: 1,
    });
  });

  it("by e-mail finds users whose user ID is their e-mail, in whatever case, behind whoever has it as one", async () => {
    const { ctx, id, people, take, members } = await ground();
    const [ada = "", , cleo = ""] = await people([
      { user_id: "Ada@Shop.example" },
      { user_id: "ben@shop.example" },
      { user_id: "c-1", email: "ben@shop.example" },
    ]);
    const importId = await take("email\nada@shop.example\nBEN@shop.example\ndan@shop.example\n", {
      identifiedBy: "email",
      column: "email",
    });
    expect((await members()).toSorted()).toEqual([ada, cleo].toSorted());
    expect(await getListImport(ctx, { id, importId })).toMatchObject({ found: 2, unknown: 1 });
  });

  it("of one person are one member, however many a file has of them", async () => {
    const { ctx, id, people, take, members } = await ground();
    const [ada = ""] = await people([{ email: "ada@shop.example" }]);
    await ctx.db.prisma.identifier.create({
      data: { workspaceId: ctx.workspaceId, kind: "email", value: "ada@home.example", personId: ada },
    });
    const file = "email\nada@shop.example\nada@home.example\nADA@home.example\n";
    const importId = await take(file, { identifiedBy: "email", column: "email" });
    expect(await members()).toEqual([ada]);
    expect(await getListImport(ctx, { id, importId })).toMatchObject({
      repeated: 1,
      found: 1,
      doubled: 1,
      entered: 1,
    });
  });

  it("of people of another workspace name nobody", async () => {
    const other = await ground();
    await other.people([{ user_id: "ada" }]);
    const { take, members } = await ground();
    await take("user_id\nada\n");
    expect(await members()).toEqual([]);
  });
});
