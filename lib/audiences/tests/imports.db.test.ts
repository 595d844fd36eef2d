import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { importGround } from "../../testing/import-ground.ts";
import { withRole } from "../../testing/test-ctx.ts";
import { importTickers } from "../jobs/import-tickers.ts";
import { deleteAudience } from "../verbs/delete-audience.ts";
import { downloadRefusedRows } from "../verbs/download-refused-rows.ts";
import { getAudience } from "../verbs/get-audience.ts";
import { getImport } from "../verbs/get-import.ts";
import { listImports } from "../verbs/list-imports.ts";

const database = testDatabase();
const ground = () => importGround(database.db);
const staged = (workspaceId: string) =>
  database.db.prisma.audienceImportRow.count({ where: { workspaceId } });

describe("a file of users", () => {
  it("becomes members once it is complete, each other column a property as text", async () => {
    const { ctx, id, upload, apply, state } = await ground();
    const made = await upload('\uFEFFid;plan;note\r\ncust-1;gold;"a;""b""\r\nc"\r\ncust-2;Übersee;\r\n');
    expect(made).toMatchObject({ status: "APPLYING", rows: 2, accepted: 2, refused: 0, percent: 0 });
    expect(await state()).toEqual({});
    await apply(made.id);
    expect(await state()).toEqual({
      "cust-1": { plan: "gold", note: 'a;"b"\r\nc' },
      "cust-2": { plan: "Übersee", note: "" },
    });
    expect(await getImport(ctx, { id, importId: made.id })).toMatchObject({
      status: "DONE",
      applied: 2,
      joined: 2,
      percent: 100,
    });
    expect((await getAudience(ctx, { id })).size).toBe(2);
    expect(await staged(ctx.workspaceId)).toBe(0);
  });

  it("has its refused rows named by line and reason, the rest is taken", async () => {
    const { ctx, id, upload, apply, state } = await ground();
    const lines = [
      "id,plan",
      "cust-1,gold",
      " ,no identity",
      "cust-2",
      `cust-3,${"x".repeat(513)}`,
      `${"y".repeat(1_024)},long`,
      'cust-4,"two\nlines"',
      "cust-5,a,b",
      "=cmd(),",
      "cust-6,nul\0",
    ];
    const bytes = Buffer.concat([
      Buffer.from(`${lines.join("\n")}\ncust-7,`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from("\ncust-8,\n"),
    ]);
    const made = await upload(bytes);
    await apply(made.id);
    const { refusals, ...counts } = await getImport(ctx, { id, importId: made.id });
    expect(refusals.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "no identity"],
      [4, "1 field instead of 2"],
      [5, '"plan" is longer than 512 characters'],
      [6, "identity of 1024 characters or more"],
      [9, "3 fields instead of 2"],
      [11, '"plan" is not UTF-8 text'],
      [12, '"plan" is not UTF-8 text'],
    ]);
    expect(counts).toMatchObject({ rows: 11, accepted: 4, refused: 7, repeated: 0, joined: 4 });
    expect(Object.keys(await state())).toEqual(["=cmd()", "cust-1", "cust-4", "cust-8"]);
    let csv = "";
    for await (const piece of await downloadRefusedRows(ctx, { id, importId: made.id })) {
      csv += piece;
    }
    expect(csv.split("\n").slice(0, 3)).toEqual([
      "line,reason,text",
      '3,no identity," ,no identity"',
      "4,1 field instead of 2,cust-2",
    ]);
  });

  it("keeps 10,000 refused rows and counts those beyond", async () => {
    const { ctx, id, upload } = await ground();
    const file = `id,a\n${"x\n".repeat(12_345)}cust-1,b\n`;
    const made = await upload(file, { pieceBytes: 65_536 });
    expect(made).toMatchObject({ rows: 12_346, accepted: 1, refused: 12_345 });
    const kept = await ctx.db.prisma.audienceImportRefusal.count({ where: { importId: made.id } });
    expect(kept).toBe(10_000);
    expect((await getImport(ctx, { id, importId: made.id })).refusals).toHaveLength(100);
  });

  it("counts a repeated identity once, its last row wins however far apart they stand", async () => {
    const { ctx, id, upload, apply, state } = await ground();
    const many = Array.from({ length: 4_500 }, (_, index) => `cust-${index},v`).join("\n");
    const made = await upload(`id,plan\ncust-1,first\ncust-1,second\n${many}\ncust-1,last\n`, {
      pieceBytes: 65_536,
    });
    await apply(made.id);
    expect(await getImport(ctx, { id, importId: made.id })).toMatchObject({
      rows: 4_503,
      accepted: 4_500,
      repeated: 3,
      applied: 4_500,
      joined: 4_500,
    });
    expect((await state())["cust-1"]).toEqual({ plan: "last" });
  });

  it("adds to those who are there, or replaces them", async () => {
    const { ctx, id, take, state } = await ground();
    await take("id,plan\na,1\nb,1\nc,1\n");
    const added = await take("id,city\nb,Pune\nd,Pune\n", "add");
    expect(await state()).toEqual({
      a: { plan: "1" },
      b: { plan: "1", city: "Pune" },
      c: { plan: "1" },
      d: { city: "Pune" },
    });
    expect(await getImport(ctx, { id, importId: added })).toMatchObject({ joined: 1, left: 0 });
    const replaced = await take("id,plan\nb,2\ne,2\n", "replace");
    expect(Object.keys(await state())).toEqual(["b", "e"]);
    expect(await getImport(ctx, { id, importId: replaced })).toMatchObject({
      joined: 1,
      left: 3,
      status: "DONE",
    });
    expect((await getAudience(ctx, { id })).size).toBe(2);
    expect((await listImports(ctx, { id })).items.map((one) => one.mode)).toEqual(["replace", "add", "add"]);
  });

  it("may be packed with gzip, and is refused when it is not what it says", async () => {
    const { upload, apply, state } = await ground();
    const packed = gzipSync("id\tplan\na\t1\n");
    const made = await upload(packed, { gzip: true });
    await apply(made.id);
    expect(await state()).toEqual({ a: { plan: "1" } });
    await expect(upload(packed)).rejects.toThrow("packed with gzip");
    await expect(upload("id,plan\na,1\n", { gzip: true })).rejects.toThrow("is not gzip");
    await expect(upload(packed.subarray(0, 20), { gzip: true })).rejects.toThrow(
      "is not gzip, or not all of it",
    );
  });

  it.each([
    ["a quoted value that never closes", 'id,plan\na,"1\nb,2\n', "never closed (row 2)"],
    ["a quote in the middle", 'id,plan\na,1"2\n', "not quoted (row 2)"],
    ["a column without a name", "id,,plan\na,1,2\n", "column 2 has no name"],
    ["a column that is there twice", "id,plan,plan\na,1,2\n", 'two columns are named "plan"'],
    [
      "too many columns",
      `id,${Array.from({ length: 100 }, (_, index) => `c${index}`).join(",")}\n`,
      "has 101 columns",
    ],
    ["no such column", "user,plan\na,1\n", 'no column "id"'],
    ["no row", "id,plan\n", "no row below its header"],
    ["no row that can be taken", "id,plan\n,1\n", "all were refused"],
    ["nothing", "", "is empty"],
    ["UTF-16", Buffer.from("\uFEFFid,plan\n", "utf16le"), "UTF-16"],
    ["a row without end", `id,plan\na,"${"x".repeat(300_000)}`, "larger than 256 KB"],
  ])(
    "with %s leaves the audience as it was and the import FAILED with the reason",
    async (_what, file, reason) => {
      const { ctx, id, take, upload, state } = await ground();
      await take("id,plan\nkept,1\n");
      await expect(upload(file, { mode: "replace", pieceBytes: 4_096 })).rejects.toMatchObject({
        code: "invalid",
        message: expect.stringContaining(reason),
      });
      const [last] = (await listImports(ctx, { id })).items;
      expect(last).toMatchObject({ status: "FAILED", problem: expect.stringContaining(reason), applied: 0 });
      expect(await state()).toEqual({ kept: { plan: "1" } });
      expect(await staged(ctx.workspaceId)).toBe(0);
    },
  );

  it.each([
    ["cust-1001", "cust-1001\ncust-1002\n"],
    ["asha@example.com", "gold,asha@example.com\nfree,bob@example.com\n"],
    ["asha@example.com", "asha@example.com\n"],
  ])("without a header row is refused: %s would be taken for a name", async (column, file) => {
    const { ctx, id, upload, state } = await ground();
    const message = `has no header row: "${column}" stands where the identity's column would have its name. Put a row with the names of the columns above it`;
    await expect(upload(file, { column })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path: "file", field: "file", message }],
    });
    expect(await state()).toEqual({});
    expect((await listImports(ctx, { id })).items).toMatchObject([{ status: "FAILED", joined: 0 }]);
  });

  it("of which only a part arrives changes nothing, whether it breaks, ends or goes silent", async () => {
    const { ctx, id, take, upload, state } = await ground();
    await take("id,plan\nkept,1\n");
    const rows = Array.from({ length: 5_000 }, (_, index) => `cust-${index},v`).join("\n");
    async function* dying(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`id,plan\n${rows}\n`);
      throw new Error("ECONNRESET");
    }
    async function* ending(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`id,plan\n${rows}\n`);
    }
    for (const pieces of [dying(), ending()]) {
      await expect(upload("", { pieces, announced: 1_000_000, mode: "replace" })).rejects.toThrow(
        "connection broke",
      );
    }
    const leaving = new AbortController();
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`id,plan\n${rows}\n`);
      leaving.abort();
      await new Promise(() => {});
    }
    await expect(upload("", { pieces: silent(), gone: leaving.signal, mode: "replace" })).rejects.toThrow(
      "connection broke",
    );
    const { items } = await listImports(ctx, { id });
    expect(items.map((one) => one.status)).toEqual(["FAILED", "FAILED", "FAILED", "DONE"]);
    expect(Object.keys(await state())).toEqual(["kept"]);
    expect(await staged(ctx.workspaceId)).toBe(0);
  });

  it("whose reader died is FAILED after five minutes, and another one may come", async () => {
    const { ctx, id, upload, take } = await ground();
    const gone = await upload("id,plan\na,1\n");
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: gone.id } };
    await ctx.db.prisma.audienceImport.update({ where, data: { status: "UPLOADING" } });
    await expect(upload("id,plan\nb,1\n")).rejects.toMatchObject({ code: "conflict" });
    ctx.clock.advance(300_000);
    const run = { signal: new AbortController().signal, workerId: "w", attempt: 1 };
    for (const ticker of importTickers) {
      await ticker.tick({ ...ctx, actor: { kind: "system", name: "Junction" } }, run);
    }
    expect(await getImport(ctx, { id, importId: gone.id })).toMatchObject({ status: "FAILED" });
    expect(await staged(ctx.workspaceId)).toBe(0);
    await take("id,plan\nb,1\n");
  });

  it("is applied to its end whenever the worker was killed: what is left is done, nothing twice", async () => {
    const { ctx, id, upload, step, apply } = await ground();
    const rows = Array.from({ length: 6_000 }, (_, index) => `cust-${index},v`).join("\n");
    const first = await upload(`id,plan\nold,1\n${rows}\n`, { pieceBytes: 65_536 });
    await apply(first.id);
    const made = await upload(`id,plan\n${rows}\nnew,1\n`, { mode: "replace", pieceBytes: 65_536 });
    await step(made.id);
    // The next worker knows nothing of where the first one was.
    expect((await getImport(ctx, { id, importId: made.id })).percent).toBe(41);
    await step(made.id);
    await apply(made.id);
    await apply(made.id);
    expect(await getImport(ctx, { id, importId: made.id })).toMatchObject({
      status: "DONE",
      applied: 6_001,
      joined: 1,
      left: 1,
    });
    expect((await getAudience(ctx, { id })).size).toBe(6_001);
  });

  it("does not undo what is newer than it", async () => {
    const { ctx, id, upload, apply, state } = await ground();
    const made = await upload("id,plan\na,file\n", { mode: "replace" });
    const later = new Date(ctx.clock.now().getTime() + 1_000);
    await ctx.db.prisma.audienceMember.create({
      data: {
        workspaceId: ctx.workspaceId,
        audienceId: id,
        identity: "later",
        present: true,
        upsertedAt: later,
        joinedAt: later,
      },
    });
    await apply(made.id);
    expect(Object.keys(await state())).toEqual(["a", "later"]);
  });

  it("goes with its audience, and ends there", async () => {
    const { ctx, id, upload, apply } = await ground();
    const made = await upload("id,plan\na,1\n");
    await deleteAudience(ctx, { id });
    await apply(made.id);
    expect(await staged(ctx.workspaceId)).toBe(0);
    expect(await ctx.db.prisma.audienceMember.count({ where: { audienceId: id } })).toBe(0);
  });

  it("is taken by an audience for files alone, from those who may change it", async () => {
    const { ctx, id, upload } = await ground();
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
    await ctx.db.prisma.audience.update({ where, data: { origin: "eventbridge" } });
    await expect(upload("id\na\n")).rejects.toMatchObject({ code: "precondition" });
    ctx.actor = withRole(ctx, "viewer").actor;
    await expect(upload("id\na\n")).rejects.toMatchObject({ code: "forbidden" });
    expect((await listImports(ctx, { id })).items).toEqual([]);
  });
});
