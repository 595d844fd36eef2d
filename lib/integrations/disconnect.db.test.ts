import { describe, expect, it } from "vitest";
import { connectionSuite, faultOf } from "../testing/connection-suite.ts";
import { insertTestExport, insertTestTransfer } from "../testing/fixture-store.ts";
import { openConnection } from "./access.ts";
import { disconnectPartner } from "./verbs/disconnect-partner.ts";
import { getConnection } from "./verbs/get-connection.ts";
import { listUses } from "./verbs/list-uses.ts";

const suite = connectionSuite();
const { database, connect, inCatalogue, actions, later } = suite;

describe("a connection", () => {
  it("is not disconnected while an export in PENDING or RUNNING uses it; the refusal lists those", async () => {
    const { id } = await connect("Shop prod");
    const pending = await insertTestExport(database.db, suite.ctx.workspaceId, id, "PENDING");
    const running = await insertTestExport(database.db, suite.ctx.workspaceId, id, "RUNNING");
    await insertTestExport(database.db, suite.ctx.workspaceId, id, "DONE");
    const fault = await faultOf(disconnectPartner(suite.ctx, { id }), "conflict");
    expect(fault.blockers.map((blocker) => blocker.id).sort()).toEqual([pending, running].sort());
    expect(await getConnection(suite.ctx, { id })).toMatchObject({ exportsInUse: 2, status: "connected" });
  });

  it("goes without a trace of its secret, frees its nickname and leaves ended exports their history", async () => {
    const { id } = await connect("Shop prod");
    const done = await insertTestExport(database.db, suite.ctx.workspaceId, id, "DONE");
    await disconnectPartner(suite.ctx, { id });
    await faultOf(getConnection(suite.ctx, { id }), "not_found");
    await faultOf(openConnection(suite.ctx, id), "not_found");
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
    const pending = await insertTestTransfer(database.db, suite.ctx.workspaceId, id, "PENDING");
    const ended = await insertTestTransfer(database.db, suite.ctx.workspaceId, id, "DONE");
    await insertTestExport(database.db, suite.ctx.workspaceId, id, "RUNNING");
    const fault = await faultOf(disconnectPartner(suite.ctx, { id }), "conflict");
    expect(fault.message).toContain("1 export and 1 transfer send through");
    expect(fault.blockers).toMatchObject([
      { kind: "export", name: "All system, recurring (RUNNING)" },
      { kind: "transfer", id: pending, name: expect.stringMatching(/^Test audience .*, once \(PENDING\)$/) },
    ]);
    const uses = await listUses(suite.ctx, { id });
    expect(uses.items.map((use) => [use.kind, use.status])).toEqual([
      ["export", "RUNNING"],
      ["transfer", "PENDING"],
    ]);
    expect(await getConnection(suite.ctx, { id })).toMatchObject({ exportsInUse: 1, transfersInUse: 1 });
    await database.db.prisma.export.deleteMany({ where: { connectionId: id } });
    await database.db.prisma.transfer.updateMany({ where: { id: pending }, data: { status: "STOPPED" } });
    await disconnectPartner(suite.ctx, { id });
    const kept = await database.db.prisma.transfer.findFirst({
      where: { id: ended },
      include: { connection: true },
    });
    expect(kept?.connection).toMatchObject({ status: "disconnected", secrets: {} });
  });

  it("is deleted when no export ever used it", async () => {
    const { id } = await connect("Shop prod");
    later();
    await disconnectPartner(suite.ctx, { id });
    expect(await database.db.prisma.connection.count({ where: { workspaceId: suite.ctx.workspaceId } })).toBe(
      0,
    );
    expect(await actions()).toEqual(["connection.connected", "connection.disconnected"]);
  });
});
