import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createExport } from "../exports/verbs/create-export.ts";
import { Fault, type FaultCode } from "../kernel/fault.ts";
import { newToken } from "../kernel/ids.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { testDatabase } from "../testing/database.ts";
import { insertTestExport, insertTestTransfer } from "../testing/fixture-store.ts";
import { type TestCtx, testCtx, withRole } from "../testing/test-ctx.ts";
import { openConnection } from "./access.ts";
import { markAttention } from "./mark-attention.ts";
import type { ConnectionView, ListConnections } from "./schema.ts";
import { connectPartner } from "./verbs/connect-partner.ts";
import { disconnectPartner } from "./verbs/disconnect-partner.ts";
import { getConnection } from "./verbs/get-connection.ts";
import { listConnectionHistory } from "./verbs/list-connection-history.ts";
import { listConnections } from "./verbs/list-connections.ts";
import { listPartners } from "./verbs/list-partners.ts";
import { listUses } from "./verbs/list-uses.ts";
import { rotateSecret } from "./verbs/rotate-secret.ts";
import { testConnection } from "./verbs/test-connection.ts";
import { testSettings } from "./verbs/test-settings.ts";
import { updateConnection } from "./verbs/update-connection.ts";

const database = testDatabase();
let sandbox: Sandbox;
let ctx: TestCtx;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});
beforeEach(async () => {
  const host = sandbox.hostOf("segment");
  ctx = await testCtx(database.db, {
    hosts: {
      JUNCTION_HOST_SEGMENT_US: host,
      JUNCTION_HOST_SEGMENT_EU: host,
      JUNCTION_HOST_CLEVERTAP_EU1: sandbox.hostOf("clevertap"),
    },
  });
});

const key = () => newToken("seg");
const connect = (nickname: string, writeKey = key(), on: TestCtx = ctx): Promise<ConnectionView> =>
  connectPartner(on, { partner: "segment", nickname, values: { writeKey } });
const connectClevertap = (values: Record<string, string>, nickname = "Shop"): Promise<ConnectionView> =>
  connectPartner(ctx, { partner: "clevertap", nickname, values });
const all = { search: "", limit: 50 };
const inCatalogue = async (id = "segment") =>
  (await listPartners(ctx, {})).items.find((partner) => partner.id === id);
const unreachable = () => ({ ...ctx, hosts: { JUNCTION_HOST_SEGMENT_US: "http://127.0.0.1:9" } });

async function faultOf(work: Promise<unknown>, code: FaultCode): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  expect((error as Fault).code).toBe(code);
  return error as Fault;
}

const actions = async () =>
  (
    await database.db.prisma.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId },
      orderBy: { at: "asc" },
    })
  ).map((entry) => entry.action);

/** Lets a second pass, so that what follows is later in every list. */
const later = () => ctx.clock.advance(1_000);

describe("connecting a partner", () => {
  it("tries the settings, keeps the secret sealed and shows its last four characters alone", async () => {
    const writeKey = key();
    const view = await connect("Shop prod", writeKey);
    expect(view).toMatchObject({
      nickname: "Shop prod",
      region: "US Region",
      status: "connected",
      settings: { region: "us", userId: "user_id", anonymousId: "anonymous_id" },
      secrets: { writeKey: { last4: writeKey.slice(-4) } },
      lastVerifiedAt: "2026-11-23T12:00:00.000Z",
    });
    expect((await openConnection(ctx, view.id)).access.secrets).toEqual({ writeKey });
    const rows = await database.db.sql<{ text: string }>(
      `select c::text as text from connections c union all select a::text from audit_entries a`,
    );
    expect(rows.filter((row) => row.text.includes(writeKey))).toEqual([]);
    expect(JSON.stringify([view, await listConnections(ctx, all)])).not.toContain(writeKey);
    expect(await actions()).toEqual(["connection.connected"]);
  });

  it("shows it in the catalogue", async () => {
    expect(await inCatalogue()).toMatchObject({ connections: 0, place: "partners" });
    await connect("Shop prod");
    const second = await connect("Staging");
    await markAttention(ctx, second.id, "Segment refused the key.");
    expect(await inCatalogue()).toMatchObject({ connections: 2, needAttention: 1 });
  });

  it("saves nothing when the partner refuses the key, and names the field", async () => {
    const fault = await faultOf(connect("Shop prod", "refused"), "invalid");
    expect(fault.problems).toMatchObject([{ path: "values.writeKey", field: "writeKey" }]);
    expect((await listConnections(ctx, all)).items).toEqual([]);
    expect(await actions()).toEqual([]);
  });

  it("names everything that is wrong with the input at once", async () => {
    const wrong = { partner: "segment" as const, nickname: " ", values: { writeKey: "", region: "mars" } };
    const fault = await faultOf(connectPartner(ctx, wrong), "invalid");
    expect(fault.problems.map((problem) => problem.field).sort()).toEqual(["nickname", "region", "writeKey"]);
  });

  it("saves and marks it when the partner does not answer now", async () => {
    const view = await connect("Shop prod", key(), unreachable());
    expect(view).toMatchObject({ status: "attention", lastVerifiedAt: null });
    expect(view.problem).toContain("Segment does not answer");
    later();
    expect(await testConnection(ctx, { id: view.id })).toMatchObject({ ok: true, httpStatus: 200 });
    expect(await getConnection(ctx, { id: view.id })).toMatchObject({ status: "connected", problem: null });
    expect(await actions()).toEqual(["connection.connected", "connection.recovered"]);
  });

  it("refuses a nickname that another connection of the partner has, also when both come at once", async () => {
    const results = await Promise.allSettled([connect("Twin"), connect("Twin")]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const fault = await faultOf(connect("Twin"), "conflict");
    expect(fault.problems).toMatchObject([{ field: "nickname" }]);
    expect((await listConnections(ctx, all)).items.length).toBe(1);
    expect(await actions()).toEqual(["connection.connected"]);
  });

  it("tests typed values without saving anything", async () => {
    const good = await testSettings(ctx, { partner: "segment", values: { writeKey: key() } });
    expect(good).toMatchObject({ ok: true, httpStatus: 200, host: sandbox.hostOf("segment") });
    const bad = await testSettings(ctx, { partner: "segment", values: { writeKey: "refused" } });
    expect(bad).toMatchObject({ ok: false, httpStatus: 401, retry: "never" });
    const gone = await testSettings(unreachable(), { partner: "segment", values: { writeKey: key() } });
    expect(gone).toMatchObject({ ok: false, httpStatus: null, retry: "later" });
    expect((await listConnections(ctx, all)).items).toEqual([]);
    expect(await actions()).toEqual([]);
  });
});

describe("a connection", () => {
  it("is renamed and its settings change, with from and to in the audit log", async () => {
    const { id } = await connect("Old name");
    later();
    const view = await updateConnection(ctx, { id, nickname: "New name", values: { region: "eu" } });
    expect(view).toMatchObject({ nickname: "New name", region: "EU Region" });
    const entry = await database.db.prisma.auditEntry.findFirst({
      where: { workspaceId: ctx.workspaceId, action: "connection.edited" },
    });
    expect(entry?.changes).toEqual({
      nickname: { from: "Old name", to: "New name" },
      region: { from: "us", to: "eu" },
    });
    await updateConnection(ctx, { id, nickname: "New name" });
    expect(await actions()).toEqual(["connection.connected", "connection.edited"]);
  });

  it("takes no secret by way of its settings", async () => {
    const { id } = await connect("Shop prod");
    await faultOf(updateConnection(ctx, { id, values: { writeKey: key() } }), "invalid");
  });

  it("gets another key without a gap: the old one stays until the partner has accepted the new one", async () => {
    const old = key();
    const { id } = await connect("Shop prod", old);
    await faultOf(rotateSecret(ctx, { id, values: { writeKey: "refused" } }), "invalid");
    await faultOf(rotateSecret(unreachable(), { id, values: { writeKey: key() } }), "unavailable");
    await faultOf(rotateSecret(ctx, { id, values: {} }), "invalid");
    await faultOf(rotateSecret(ctx, { id, values: { region: "eu" } }), "invalid");
    expect((await openConnection(ctx, id)).access.secrets.writeKey).toBe(old);
    later();
    await markAttention(ctx, id, "Segment does not accept the write key.");
    later();
    const next = key();
    const view = await rotateSecret(ctx, { id, values: { writeKey: next } });
    expect(view).toMatchObject({
      status: "connected",
      problem: null,
      secrets: { writeKey: { last4: next.slice(-4) } },
    });
    expect((await openConnection(ctx, id)).access.secrets.writeKey).toBe(next);
    expect(await actions()).toEqual(["connection.connected", "connection.marked", "connection.rotated"]);
    const { items } = await listConnectionHistory(ctx, { id, limit: 2 });
    expect(items.map((entry) => entry.action)).toEqual(["connection.rotated", "connection.marked"]);
    expect(JSON.stringify(items)).not.toContain(next);
  });

  it("notes what a test of it said", async () => {
    const { id } = await connect("Shop prod");
    expect(await testConnection(unreachable(), { id })).toMatchObject({ ok: false, retry: "later" });
    const marked = await getConnection(ctx, { id });
    expect(marked.status).toBe("attention");
    expect(marked.problem).toContain("does not answer");
  });

  it("is not disconnected while an export in PENDING or RUNNING uses it; the refusal lists those", async () => {
    const { id } = await connect("Shop prod");
    const pending = await insertTestExport(database.db, ctx.workspaceId, id, "PENDING");
    const running = await insertTestExport(database.db, ctx.workspaceId, id, "RUNNING");
    await insertTestExport(database.db, ctx.workspaceId, id, "DONE");
    const fault = await faultOf(disconnectPartner(ctx, { id }), "conflict");
    expect(fault.blockers.map((blocker) => blocker.id).sort()).toEqual([pending, running].sort());
    expect(await getConnection(ctx, { id })).toMatchObject({ exportsInUse: 2, status: "connected" });
  });

  it("goes without a trace of its secret, frees its nickname and leaves ended exports their history", async () => {
    const { id } = await connect("Shop prod");
    const done = await insertTestExport(database.db, ctx.workspaceId, id, "DONE");
    await disconnectPartner(ctx, { id });
    await faultOf(getConnection(ctx, { id }), "not_found");
    await faultOf(openConnection(ctx, id), "not_found");
    expect(await inCatalogue()).toMatchObject({ connections: 0 });
    const kept = await database.db.prisma.export.findFirst({
      where: { id: done },
      include: { connection: true },
    });
    expect(kept?.connection).toMatchObject({
      nickname: "Shop prod (disconnected 2026-11-23 12:00 UTC)",
      secrets: {},
    });
    await connect("Shop prod");
  });

  it("is not disconnected while a transfer in PENDING or RUNNING uses it, and stays for the history of ended ones", async () => {
    const { id } = await connect("Shop prod");
    const pending = await insertTestTransfer(database.db, ctx.workspaceId, id, "PENDING");
    const ended = await insertTestTransfer(database.db, ctx.workspaceId, id, "DONE");
    await insertTestExport(database.db, ctx.workspaceId, id, "RUNNING");
    const fault = await faultOf(disconnectPartner(ctx, { id }), "conflict");
    expect(fault.message).toContain("1 export and 1 transfer send through");
    expect(fault.blockers).toMatchObject([
      { kind: "export", name: "All system, recurring (RUNNING)" },
      { kind: "transfer", id: pending, name: expect.stringMatching(/^Test audience .*, once \(PENDING\)$/) },
    ]);
    const uses = await listUses(ctx, { id });
    expect(uses.items.map((use) => [use.kind, use.status])).toEqual([
      ["export", "RUNNING"],
      ["transfer", "PENDING"],
    ]);
    expect(await getConnection(ctx, { id })).toMatchObject({ exportsInUse: 1, transfersInUse: 1 });
    await database.db.prisma.export.deleteMany({ where: { connectionId: id } });
    await database.db.prisma.transfer.updateMany({ where: { id: pending }, data: { status: "STOPPED" } });
    await disconnectPartner(ctx, { id });
    const kept = await database.db.prisma.transfer.findFirst({
      where: { id: ended },
      include: { connection: true },
    });
    expect(kept?.connection).toMatchObject({ status: "disconnected", secrets: {} });
  });

  it("is deleted when no export ever used it", async () => {
    const { id } = await connect("Shop prod");
    later();
    await disconnectPartner(ctx, { id });
    expect(await database.db.prisma.connection.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
    expect(await actions()).toEqual(["connection.connected", "connection.disconnected"]);
  });

  it("is not seen or touched from another workspace", async () => {
    const { id } = await connect("Shop prod");
    const other = await testCtx(database.db, { hosts: ctx.hosts });
    for (const work of [
      () => getConnection(other, { id }),
      () => testConnection(other, { id }),
      () => updateConnection(other, { id, nickname: "Mine" }),
      () => listConnectionHistory(other, { id, limit: 1 }),
      () => rotateSecret(other, { id, values: { writeKey: key() } }),
      () => disconnectPartner(other, { id }),
    ]) {
      await faultOf(work(), "not_found");
    }
    expect((await listConnections(other, all)).items).toEqual([]);
    expect(await getConnection(ctx, { id })).toMatchObject({ nickname: "Shop prod" });
  });

  it("is seen by a viewer who can change nothing", async () => {
    const { id } = await connect("Shop prod");
    const viewer = withRole(ctx, "viewer");
    expect((await listConnections(viewer, all)).items.length).toBe(1);
    for (const work of [
      () => connect("Another", key(), viewer),
      () => testSettings(viewer, { partner: "segment", values: { writeKey: key() } }),
      () => testConnection(viewer, { id }),
      () => updateConnection(viewer, { id, nickname: "Mine" }),
      () => rotateSecret(viewer, { id, values: { writeKey: key() } }),
      () => disconnectPartner(viewer, { id }),
    ]) {
      await faultOf(work(), "forbidden");
    }
  });
});

describe("the list of connections", () => {
  it("comes in pages, newest first, none twice and none left out", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await connect(name);
      ctx.clock.advance(1_000);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConnections(ctx, { search: "", limit: 2, cursor });
      seen.push(...page.items.map((item) => item.nickname));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["e", "d", "c", "b", "a"]);
    expect((await listConnections(ctx, { ...all, search: "B" })).items.map((item) => item.nickname)).toEqual([
      "b",
    ]);
    await faultOf(listConnections(ctx, { ...all, cursor: "nonsense" }), "invalid");
  });

  it("holds the partners of one page of the settings, or those that can do something", async () => {
    await connect("Shop prod");
    await connectClevertap({ accountId: newToken("ct"), passcode: "any" }, "Shop audiences");
    const names = async (wanted: Partial<ListConnections>) =>
      (await listConnections(ctx, { ...all, ...wanted })).items.map((item) => item.nickname).sort();
    expect(await names({})).toEqual(["Shop audiences", "Shop prod"]);
    expect(await names({ place: "integrations" })).toEqual(["Shop audiences"]);
    expect(await names({ place: "partners" })).toEqual(["Shop prod"]);
    expect(await names({ capability: "export" })).toEqual(["Shop prod"]);
    expect(await names({ partner: "clevertap", capability: "export" })).toEqual([]);
  });
});

describe("an integration", () => {
  it("is connected with a right passcode, kept sealed, and not with a wrong one", async () => {
    const passcode = newToken("pass");
    const accountId = newToken("ct");
    const view = await connectClevertap({ accountId, passcode });
    expect(view).toMatchObject({
      partnerName: "CleverTap",
      region: "Europe",
      status: "connected",
      settings: { accountId, region: "eu1" },
      secrets: { passcode: { last4: passcode.slice(-4) } },
    });
    const fault = await faultOf(
      connectClevertap({ accountId: newToken("ct"), passcode: "refused-1" }, "Other"),
      "invalid",
    );
    expect(fault.problems).toMatchObject([{ path: "values.passcode" }]);
    expect(fault.message).toContain("Instance URL");
  });

  it("names a field that could not stand in a header", async () => {
    const fault = await faultOf(connectClevertap({ accountId: "two words", passcode: "any" }), "invalid");
    expect(fault.problems).toMatchObject([{ path: "values.accountId" }]);
  });

  it("is no target of an export", async () => {
    const { id } = await connectClevertap({ accountId: newToken("ct"), passcode: "any" });
    const fault = await faultOf(
      createExport(ctx, {
        connectionId: id,
        dataType: "all",
        eventNames: [],
        identifierPriority: [],
        format: "JSON",
        frequency: "live",
      }),
      "precondition",
    );
    expect(fault.message).toContain("takes no exports");
    expect(await database.db.prisma.export.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });
});
