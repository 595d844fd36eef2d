import { describe, expect, it } from "vitest";
import { listAudit } from "../../access/verbs/list-audit.ts";
import { newId } from "../../kernel/ids.ts";
import { audienceGround } from "../../testing/audience-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { ingestGround, sender } from "../../testing/ingest.ts";
import { testCtx, withRole } from "../../testing/test-ctx.ts";
import { purgeJob } from "../jobs/purge-job.ts";
import { createAudience } from "../verbs/create-audience.ts";
import { createKey, MAX_LIVE_KEYS } from "../verbs/create-key.ts";
import { deleteAudience } from "../verbs/delete-audience.ts";
import { downloadMembers } from "../verbs/download-members.ts";
import { getAudience } from "../verbs/get-audience.ts";
import { getSizes } from "../verbs/get-sizes.ts";
import { listAudiences } from "../verbs/list-audiences.ts";
import { listHistory } from "../verbs/list-history.ts";
import { listMembers } from "../verbs/list-members.ts";
import { listOperations } from "../verbs/list-operations.ts";
import { updateAudience } from "../verbs/update-audience.ts";

const database = testDatabase();
const ground = () => audienceGround(database.db);
const made = (name: string) => ({ name, description: "", origin: "eventbridge" as const });
const everything = {
  search: "",
  origin: [],
  sort: "created" as const,
  direction: "desc" as const,
  page: 1,
  perPage: 20,
};

describe("audiences", () => {
  it("have a name of their own whatever its case, the conflict named on the field", async () => {
    const { ctx, id } = await ground();
    const conflict = { code: "conflict", problems: [{ field: "name" }] };
    await expect(createAudience(ctx, made(" cARTS "))).rejects.toMatchObject(conflict);
    const other = await createAudience(ctx, made("Quiz"));
    await expect(updateAudience(ctx, { id: other.audience.id, name: "CARTS" })).rejects.toMatchObject(
      conflict,
    );
    expect(await updateAudience(ctx, { id, name: "CARTS" })).toMatchObject({ name: "CARTS" });
    await expect(createAudience(ctx, made("x".repeat(121)))).rejects.toMatchObject({ code: "invalid" });
    const elsewhere = await testCtx(database.db);
    expect((await createAudience(elsewhere, made("Carts"))).audience.name).toBe("Carts");
  });

  it("show the key once, keep only a hash of it, and audit what was done", async () => {
    const { ctx, id, key } = await ground();
    ctx.clock.advance(1_000);
    await updateAudience(ctx, { id, description: "Did not buy yet" });
    ctx.clock.advance(1_000);
    await createKey(ctx, { id });
    expect(JSON.stringify(await getAudience(ctx, { id }))).not.toContain(key);
    const stored = await ctx.db.prisma.audienceKey.findMany({ where: { audienceId: id } });
    const history = await listHistory(ctx, { id, limit: 20 });
    expect(history.items.map((entry) => entry.action)).toEqual([
      "audience.key_created",
      "audience.edited",
      "audience.created",
    ]);
    expect(JSON.stringify([stored.map((row) => ({ ...row })), history])).not.toContain(key);
  });

  it("have at most five live keys", async () => {
    const { ctx, id } = await ground();
    for (let count = 1; count < MAX_LIVE_KEYS; count += 1) {
      await createKey(ctx, { id });
    }
    await expect(createKey(ctx, { id })).rejects.toMatchObject({ code: "precondition" });
  });

  it("are listed by filter and in any order, with their trend", async () => {
    const carts = await ground();
    const { ctx } = carts;
    await audienceGround(database.db, ctx, "alpha 100%");
    await carts.call("upsert", "cust-1");
    await carts.call("upsert", "cust-2");
    await carts.call("delete", "cust-1", 1);
    const names = async (filter: object) =>
      (await listAudiences(ctx, { ...everything, ...filter })).items.map((row) => row.name);
    expect(await names({})).toHaveLength(2);
    expect(await names({ sort: "name", direction: "asc" })).toEqual(["alpha 100%", "Carts"]);
    expect(await names({ sort: "size" })).toEqual(["Carts", "alpha 100%"]);
    expect(await names({ search: "0%" })).toEqual(["alpha 100%"]);
    expect(await names({ search: "%a" })).toEqual([]);
    const page = await listAudiences(ctx, { ...everything, search: "carts" });
    expect(page).toMatchObject({ total: 1, totalIsCapped: false });
    expect(page.items[0]?.trend).toEqual([...Array(13).fill(0), 1]);
    ctx.clock.advance(86_400_000);
    const [tomorrow] = (await listAudiences(ctx, { ...everything, search: "carts" })).items;
    expect(tomorrow?.trend).toEqual([...Array(12).fill(0), 1, 1]);
  });

  it("are found by any part of their name in either case, within a source, few or very many", async () => {
    const { ctx } = await ground();
    for (const name of ["Ärzte & Café 🥐", "Quiz 10%", "quiz_b"]) {
      await createAudience(ctx, made(name));
    }
    await createAudience(ctx, { ...made("Quiz by file"), origin: "csv" });
    const find = async (filter: object) => {
      const { items, total } = await listAudiences(ctx, {
        ...everything,
        ...filter,
      });
      expect(total).toBe(items.length);
      return items.map((row) => row.name).sort();
    };
    expect(await find({ search: "ärz" })).toEqual(["Ärzte & Café 🥐"]);
    expect(await find({ search: "é 🥐" })).toEqual(["Ärzte & Café 🥐"]);
    expect(await find({ search: "&" })).toEqual(["Ärzte & Café 🥐"]);
    expect(await find({ search: "UI" })).toEqual(["Quiz 10%", "Quiz by file", "quiz_b"]);
    expect(await find({ search: "quiz_" })).toEqual(["quiz_b"]);
    // All of its parts stand in a name, the text itself in none.
    expect(await find({ search: "quiz quiz" })).toEqual([]);
    expect(await find({ search: "quiz", origin: ["csv"] })).toEqual(["Quiz by file"]);
    expect(await find({ search: "quiz", origin: ["csv", "eventbridge"] })).toHaveLength(3);
    await ctx.db.sql(
      `insert into audiences (workspace_id, id, name, origin, size, created_by)
       select $1::uuid, gen_random_uuid(), 'Many quizzes ' || n, 'eventbridge', n, 'Mara' from generate_series(1, 2100) n`,
      [ctx.workspaceId],
    );
    const many = await listAudiences(ctx, { ...everything, search: "quiz", sort: "size" });
    expect(many).toMatchObject({ total: 2_000, totalIsCapped: true });
    expect(many.items.map(({ size }) => size).slice(0, 3)).toEqual([2_100, 2_099, 2_098]);
    expect(await find({ search: "quiz", origin: ["csv"] })).toEqual(["Quiz by file"]);
  });

  it("are not to be had in another workspace, and changed by no Viewer", async () => {
    const { ctx, id } = await ground();
    const stranger = await testCtx(database.db);
    for (const verb of [getAudience, deleteAudience, createKey, downloadMembers]) {
      await expect(verb(stranger, { id })).rejects.toMatchObject({ code: "not_found" });
    }
    const viewer = withRole(ctx, "viewer");
    expect((await getAudience(viewer, { id })).name).toBe("Carts");
    for (const verb of [deleteAudience, createKey]) {
      await expect(verb(viewer, { id })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(createAudience(viewer, made("Quiz"))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("cannot be deleted while a transfer waits or runs, and go with all that is theirs afterwards", async () => {
    const { ctx, id, call, key, token, send } = await ground();
    const other = await audienceGround(database.db, ctx, "Quiz");
    await call("upsert", "cust-1");
    await other.call("upsert", "cust-1");
    const { workspaceId } = ctx;
    const connectionId = newId();
    await ctx.db.prisma.connection.create({
      data: {
        workspaceId,
        id: connectionId,
        partner: "segment",
        nickname: "Shop prod",
        settings: {},
        secrets: {},
        createdBy: "Test",
        updatedAt: new Date(),
      },
    });
    const transfer = { workspaceId, id: newId() };
    await ctx.db.prisma.transfer.create({
      data: {
        ...transfer,
        audienceId: id,
        connectionId,
        partner: "segment",
        frequency: "one_time",
        status: "RUNNING",
        createdBy: "Test",
      },
    });
    const use = { kind: "transfer", id: transfer.id, name: "Shop prod (RUNNING)" };
    await expect(deleteAudience(ctx, { id })).rejects.toMatchObject({ code: "conflict", blockers: [use] });
    expect((await getAudience(ctx, { id })).usedBy).toEqual([use]);
    await ctx.db.prisma.transfer.update({ where: { workspaceId_id: transfer }, data: { status: "DONE" } });
    await deleteAudience(ctx, { id });
    await expect(getAudience(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    const body = { identity: "cust-2", key_values: { storyly_token: token, operation: "upsert" } };
    expect((await send(key, body)).status).toBe(400);
    ctx.clock.advance(5_000);
    expect((await send(key, body)).status).toBe(401);
    const run = { signal: new AbortController().signal, workerId: "w", attempt: 1 };
    await purgeJob.run(ctx, { workspaceId, audienceId: id }, run);
    const where = { workspaceId };
    expect(await ctx.db.prisma.audienceMember.findMany({ where })).toMatchObject([{ audienceId: other.id }]);
    expect(await ctx.db.prisma.audienceOperation.findMany({ where })).toMatchObject([
      { audienceId: other.id },
    ]);
    expect(await ctx.db.prisma.audienceSize.findMany({ where })).toMatchObject([{ audienceId: other.id }]);
    expect(await ctx.db.prisma.transfer.count({ where })).toBe(0);
    expect(await ctx.db.prisma.connection.count({ where })).toBe(1);
    const { items } = await listAudit(ctx, { action: "audience.deleted" });
    expect(items).toMatchObject([
      { object: { id, name: "Carts" }, changes: { users: { from: 1, to: null } } },
    ]);
  });

  it("page through their users, newest first or by the beginning of the identity, each once", async () => {
    const { ctx, id, call } = await ground();
    const identities = ["Asha", "asha-2", "ASHA-3", "bob", "a_ha", "carol"];
    for (const identity of identities) {
      await call("upsert", identity);
      ctx.clock.advance(1_000);
    }
    await call("delete", "carol", 9);
    const all = async (search: string | undefined) => {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await listMembers(ctx, { id, search, cursor, limit: 2 });
        found.push(...page.items.map((member) => member.identity));
        if (page.nextCursor === null) {
          return found;
        }
        cursor = page.nextCursor;
      }
    };
    expect(await all(undefined)).toEqual(["a_ha", "bob", "ASHA-3", "asha-2", "Asha"]);
    expect(await all("ash")).toEqual(["Asha", "asha-2", "ASHA-3"]);
    expect(await all("a_")).toEqual(["a_ha"]);
    expect(await all("zoe")).toEqual([]);
  });

  it("link a user to the person with that user id or e-mail", async () => {
    const { ctx: people, key } = await ingestGround(database.db);
    const post = sender(people, key);
    await post("identify", { userId: "cust-1", traits: { email: "asha@example.com" } });
    await post("identify", { userId: "cust-2", traits: {} });
    const ctx = { ...(await testCtx(database.db)), workspaceId: people.workspaceId };
    const { id, call } = await audienceGround(database.db, ctx);
    await call("upsert", "cust-1");
    await call("upsert", "Asha@Example.com");
    await call("upsert", "cust-9");
    const { items } = await listMembers(ctx, { id, limit: 10 });
    const personOf = new Map(items.map((member) => [member.identity, member.personId]));
    expect(personOf.get("cust-1")).toEqual(expect.any(String));
    expect(personOf.get("Asha@Example.com")).toBe(personOf.get("cust-1"));
    expect(personOf.get("cust-9")).toBeNull();
  });

  it("come out as CSV with a column for each property, nothing a spreadsheet would run", async () => {
    const { ctx, id, call } = await ground();
    await call("upsert", "cust-1", 0, { properties: { plan: "gold", note: "=1+1" } });
    await call("upsert", "cust-2", 1, { properties: { visits: 4 } });
    await call("upsert", "cust-3", 2);
    await call("delete", "cust-3", 3);
    let text = "";
    for await (const piece of await downloadMembers(ctx, { id })) {
      text += piece;
    }
    expect(text.trimEnd().split("\n")).toEqual([
      "identity,joined_at,updated_at,note,plan,visits",
      "cust-1,2026-11-23T12:00:00.000Z,2026-11-23T12:00:00.000Z,'=1+1,gold,",
      "cust-2,2026-11-23T12:00:00.000Z,2026-11-23T12:00:01.000Z,,,4",
    ]);
  });

  it("filter their log by verdict and by identity, page by page", async () => {
    const { ctx, id, call } = await ground();
    await call("upsert", "cust-1");
    await call("upsert", "cust-1", 1);
    await call("delete", "cust-2", 2);
    await call("replace", "cust-1", 3);
    const found = async (filter: object) =>
      (await listOperations(ctx, { id, limit: 10, ...filter })).items.map((row) => [
        row.identity,
        row.verdict,
      ]);
    expect(await found({ verdict: "refused" })).toEqual([["cust-1", "refused"]]);
    expect(await found({ search: "cust-2" })).toEqual([["cust-2", "ignored"]]);
    expect(await found({ search: "cust-1", verdict: "applied" })).toEqual([["cust-1", "applied"]]);
    const first = await listOperations(ctx, { id, limit: 3 });
    const rest = await listOperations(ctx, { id, limit: 3, cursor: first.nextCursor ?? "" });
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 1, null]);
  });

  it("tell how their size went", async () => {
    const { ctx, id, call } = await ground();
    await call("upsert", "cust-1");
    await call("upsert", "cust-2");
    ctx.clock.advance(7_200_000);
    await call("delete", "cust-1", 1);
    const { points } = await getSizes(ctx, { id, range: "24h" });
    expect(points.slice(-3)).toMatchObject([
      { size: 2, joined: 2, left: 0 },
      { size: 2, joined: 0, left: 0 },
      { size: 1, joined: 0, left: 1 },
    ]);
    expect((await getSizes(ctx, { id, range: "90d" })).points.at(-1)).toMatchObject({
      size: 1,
      joined: 2,
      left: 1,
    });
  });
});
