import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../../testing/database.ts";
import { listGround } from "../../../testing/list-ground.ts";
import { mergeTestPeople } from "../../../testing/people-store.ts";
import { withRole } from "../../../testing/test-ctx.ts";
import { archiveSegment } from "../../verbs/archive-segment.ts";
import { getSegment } from "../../verbs/get-segment.ts";
import { listTickers } from "../list-tickers.ts";
import { getListImport } from "../verbs/get-list-import.ts";
import { listListImports } from "../verbs/list-list-imports.ts";
import { previewListFile } from "../verbs/preview-list-file.ts";

const database = testDatabase();
const ground = () => listGround(database.db);

describe("a file", () => {
  it("is previewed with the column that tells who is meant and what it holds", async () => {
    const { ctx } = await ground();
    const text = '\uFEFFPlan;E-Mail\r\n"gold;\r\nand more";ada@shop.example\r\n';
    expect(await previewListFile(ctx, { text, whole: true })).toEqual({
      delimiter: ";",
      columns: ["Plan", "E-Mail"],
      rows: [{ line: 2, values: ["gold;\r\nand more", "ada@shop.example"] }],
      suggested: { column: "E-Mail", identifiedBy: "email" },
    });
    await expect(previewListFile(ctx, { text: "\n", whole: true })).rejects.toThrow("is empty");
    const viewer = withRole(ctx, "viewer");
    await expect(previewListFile(viewer, { text, whole: true })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("may have a byte order mark, semicolons, quoted newlines, and be packed", async () => {
    const { people, take, members } = await ground();
    const all = await people(["ada", "ben", "two\nlines", "cleo"].map((user_id) => ({ user_id })));
    await take('\uFEFFuser_id;note\r\nada;"a;\r\nb"\r\n"two\nlines";\r\n');
    await take(gzipSync("user_id\tnote\nben\tx\n"), { gzip: true });
    await take("user_id\rcleo\r");
    expect(await members()).toEqual(all.sort());
  });

  it("may keep spreadsheets from taking ids and phone numbers for formulas, as files of members do", async () => {
    const { people, take, members } = await ground();
    const all = await people([{ phone: "+49301234567", user_id: "=1+1" }, { user_id: "-5" }]);
    const file = "user_id,phone\n'=1+1,'+49301234567\n'-5,\n";
    await take(file);
    expect(await members()).toEqual(all.sort());
    await take(file, { column: "phone", identifiedBy: "phone", mode: "remove" });
    expect(await members()).toHaveLength(1);
  });

  it.each([
    ["nothing", "", "is empty"],
    ["no row", "user_id\n", "no row below its header"],
    ["no row that can be taken", "user_id,a\n,1\n", "all were refused"],
    ["no such column", "id\nada\n", 'no column "user_id"'],
    ["UTF-16", Buffer.from("\uFEFFuser_id\nada\n", "utf16le"), "UTF-16"],
    ["Latin-1 in all rows", Buffer.from("user_id\nJos\u00e9\n", "latin1"), "all were refused"],
    ["a spreadsheet", Buffer.from("504b0304aabbcc", "hex"), "spreadsheet"],
    ["a quoted value that never closes", 'user_id\n"ada\n', "never closed"],
  ])(
    "with %s leaves the list as it was and the import FAILED with the reason",
    async (_what, file, reason) => {
      const { ctx, id, people, take, upload, members, staged } = await ground();
      const kept = await people([{ user_id: "kept" }, { user_id: "ada" }]);
      await take("user_id\nkept\n");
      await expect(upload(file, { mode: "replace" })).rejects.toMatchObject({
        code: "invalid",
        message: expect.stringContaining(reason),
      });
      const [last] = (await listListImports(ctx, { id })).items;
      expect(last).toMatchObject({ status: "FAILED", problem: expect.stringContaining(reason), applied: 0 });
      expect(await members()).toEqual([kept[0]]);
      expect(await getSegment(ctx, { id })).toMatchObject({ state: "ready", people: 1 });
      expect(await staged()).toBe(0);
    },
  );

  it.each([
    ["email", "asha@shop.example", "asha@shop.example\nben@shop.example\n"],
    ["phone", "0650 123 45 67", "gold,0650 123 45 67\nfree,0660 765 43 21\n"],
    ["person_id", "0199C0DE-0000-7000-8000-000000000001", "0199C0DE-0000-7000-8000-000000000001\n"],
  ] as const)(
    "of %s without a header row is refused: its first person would be taken for a name",
    async (kind, column, file) => {
      const { ctx, id, upload, members } = await ground();
      const message = `has no header row: "${column}" stands where the identity's column would have its name. Put a row with the names of the columns above it`;
      await expect(upload(file, { column, identifiedBy: kind })).rejects.toMatchObject({
        code: "invalid",
        problems: [{ path: "file", field: "file", message }],
      });
      expect(await members()).toEqual([]);
      expect((await listListImports(ctx, { id })).items).toEqual([]);
    },
  );

  it("has its rows in a wrong encoding refused by line, the rest is taken", async () => {
    const { ctx, id, people, take, members } = await ground();
    const [ada = ""] = await people([{ user_id: "ada" }]);
    const importId = await take(Buffer.from("user_id\nJos\u00e9\nada\n", "latin1"));
    expect(await members()).toEqual([ada]);
    expect((await getListImport(ctx, { id, importId })).refusals).toEqual([
      { line: 2, reason: '"user_id" is not UTF-8 text', text: "Jos\uFFFD" },
    ]);
  });

  it("waits for none that is being imported, and none comes into an archived list or another kind of segment", async () => {
    const { ctx, id, people, upload, apply } = await ground();
    await people([{ user_id: "ada" }]);
    const made = await upload("user_id\nada\n");
    await expect(upload("user_id\nada\n")).rejects.toMatchObject({ code: "conflict" });
    await apply(made.id);
    await archiveSegment(ctx, { id });
    await expect(upload("user_id\nada\n")).rejects.toMatchObject({ code: "precondition" });
    ctx.actor = withRole(ctx, "viewer").actor;
    await expect(upload("user_id\nada\n")).rejects.toMatchObject({ code: "forbidden" });
    expect((await listListImports(ctx, { id })).items).toHaveLength(1);
  });

  it("of 100,000 rows is read and applied in pieces, whoever worked on it before", async () => {
    const { ctx, id, many, upload, step, apply, members, staged } = await ground();
    await many(90_000);
    const rows = Array.from({ length: 100_000 }, (_, index) => `cust-${index},v\n`).join("");
    const made = await upload(`user_id,plan\n${rows}`, { mode: "replace", pieceBytes: 65_536 });
    expect(made).toMatchObject({ rows: 100_000, accepted: 100_000 });
    await step(made.id);
    // The next worker knows nothing of where the first one was.
    await step(made.id);
    expect((await getListImport(ctx, { id, importId: made.id })).percent).toBe(5);
    await apply(made.id);
    await apply(made.id);
    expect(await getListImport(ctx, { id, importId: made.id })).toMatchObject({
      status: "DONE",
      applied: 100_000,
      found: 90_000,
      unknown: 10_000,
      entered: 90_000,
      left: 0,
    });
    expect(await members()).toHaveLength(90_000);
    expect(await staged()).toBe(0);
  }, 180_000);

  it("that replaces keeps whom it named although they were merged into somebody before its end", async () => {
    const { ctx, id, people, take, upload, step, apply, members } = await ground();
    const [ada = "", old = "", gone = ""] = await people(
      ["ada", "old", "gone"].map((user_id) => ({ user_id })),
    );
    await take("user_id\nada\ngone\n");
    const made = await upload("user_id\nold\n", { mode: "replace" });
    await step(made.id);
    await mergeTestPeople(ctx.db, ctx.workspaceId, old, ada);
    await apply(made.id);
    expect(await members()).toContain(ada);
    expect(await members()).not.toContain(gone);
    expect(await getListImport(ctx, { id, importId: made.id })).toMatchObject({ status: "DONE" });
  });

  it("whose reader died is FAILED after five minutes, and what ended imports left goes", async () => {
    const { ctx, system, id, people, upload, take, staged } = await ground();
    await people([{ user_id: "ada" }]);
    const made = await upload("user_id\nada\n");
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: made.id } };
    await ctx.db.prisma.listImport.update({ where, data: { status: "UPLOADING" } });
    ctx.clock.advance(300_001);
    const run = { signal: new AbortController().signal, workerId: "w", attempt: 1 };
    for (const ticker of listTickers) {
      await ticker.tick(system, run);
    }
    expect(await getListImport(ctx, { id, importId: made.id })).toMatchObject({ status: "FAILED" });
    expect(await staged()).toBe(0);
    await take("user_id\nada\n");
  });
});
