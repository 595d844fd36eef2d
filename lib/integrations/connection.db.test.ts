import { describe, expect, it } from "vitest";
import { all, connectionSuite, faultOf, newKey } from "../testing/connection-suite.ts";
import { testCtx, withRole } from "../testing/test-ctx.ts";
import { openConnection } from "./access.ts";
import { markAttention } from "./mark-attention.ts";
import { disconnectPartner } from "./verbs/disconnect-partner.ts";
import { getConnection } from "./verbs/get-connection.ts";
import { listConnectionHistory } from "./verbs/list-connection-history.ts";
import { listConnections } from "./verbs/list-connections.ts";
import { rotateSecret } from "./verbs/rotate-secret.ts";
import { testConnection } from "./verbs/test-connection.ts";
import { testSettings } from "./verbs/test-settings.ts";
import { updateConnection } from "./verbs/update-connection.ts";

const suite = connectionSuite();
const { database, connect, unreachable, actions, later } = suite;

describe("a connection", () => {
  it("is renamed and its settings change, with from and to in the audit log", async () => {
    const { id } = await connect("Old name");
    later();
    const view = await updateConnection(suite.ctx, { id, nickname: "New name", values: { region: "eu" } });
    expect(view).toMatchObject({ nickname: "New name", region: "EU Region" });
    const entry = await database.db.prisma.auditEntry.findFirst({
      where: { workspaceId: suite.ctx.workspaceId, action: "connection.edited" },
    });
    expect(entry?.changes).toEqual({
      nickname: { from: "Old name", to: "New name" },
      region: { from: "us", to: "eu" },
    });
    await updateConnection(suite.ctx, { id, nickname: "New name" });
    expect(await actions()).toEqual(["connection.connected", "connection.edited"]);
  });

  it("is as the test of its changed settings said", async () => {
    const { id } = await connect("Shop prod");
    await markAttention(suite.ctx, id, "Segment answers 404.");
    later();
    expect(await updateConnection(suite.ctx, { id, nickname: "Shop" })).toMatchObject({
      status: "attention",
    });
    const mended = await updateConnection(suite.ctx, { id, values: { region: "eu" } });
    expect(mended).toMatchObject({ status: "connected", problem: null });
    expect(mended.lastVerifiedAt).toBe(suite.ctx.clock.now().toISOString());
    later();
    // Kept although nobody answered, as a new connection is.
    const untested = await updateConnection(unreachable(), { id, values: { region: "us" } });
    expect(untested).toMatchObject({ status: "attention", lastVerifiedAt: mended.lastVerifiedAt });
    expect(untested.problem).toContain("does not answer");
    const { status, problem, lastVerifiedAt } = untested;
    expect(await getConnection(suite.ctx, { id })).toMatchObject({ status, problem, lastVerifiedAt });
    expect(await actions()).toEqual([
      ...["connection.connected", "connection.marked"],
      ...["connection.edited", "connection.edited", "connection.edited"],
    ]);
  });

  it("takes no secret by way of its settings", async () => {
    const { id } = await connect("Shop prod");
    await faultOf(updateConnection(suite.ctx, { id, values: { writeKey: newKey() } }), "invalid");
  });

  it("gets another key without a gap: the old one stays until the partner has accepted the new one", async () => {
    const old = newKey();
    const { id } = await connect("Shop prod", old);
    await faultOf(rotateSecret(suite.ctx, { id, values: { writeKey: "refused" } }), "invalid");
    await faultOf(rotateSecret(unreachable(), { id, values: { writeKey: newKey() } }), "unavailable");
    await faultOf(rotateSecret(suite.ctx, { id, values: {} }), "invalid");
    await faultOf(rotateSecret(suite.ctx, { id, values: { region: "eu" } }), "invalid");
    expect((await openConnection(suite.ctx, id)).access.secrets.writeKey).toBe(old);
    later();
    await markAttention(suite.ctx, id, "Segment does not accept the write key.");
    later();
    const next = newKey();
    const view = await rotateSecret(suite.ctx, { id, values: { writeKey: next } });
    expect(view).toMatchObject({
      status: "connected",
      problem: null,
      secrets: { writeKey: { last4: next.slice(-4) } },
    });
    expect((await openConnection(suite.ctx, id)).access.secrets.writeKey).toBe(next);
    expect(await actions()).toEqual(["connection.connected", "connection.marked", "connection.rotated"]);
    const { items } = await listConnectionHistory(suite.ctx, { id, limit: 2 });
    expect(items.map((entry) => entry.action)).toEqual(["connection.rotated", "connection.marked"]);
    expect(JSON.stringify(items)).not.toContain(next);
  });

  it("notes what a test of it said", async () => {
    const { id } = await connect("Shop prod");
    expect(await testConnection(unreachable(), { id })).toMatchObject({ ok: false, retry: "later" });
    const marked = await getConnection(suite.ctx, { id });
    expect(marked.status).toBe("attention");
    expect(marked.problem).toContain("does not answer");
  });

  it("is not seen or touched from another workspace", async () => {
    const { id } = await connect("Shop prod");
    const other = await testCtx(database.db, { hosts: suite.ctx.hosts });
    for (const work of [
      () => getConnection(other, { id }),
      () => testConnection(other, { id }),
      () => updateConnection(other, { id, nickname: "Mine" }),
      () => listConnectionHistory(other, { id, limit: 1 }),
      () => rotateSecret(other, { id, values: { writeKey: newKey() } }),
      () => disconnectPartner(other, { id }),
    ]) {
      await faultOf(work(), "not_found");
    }
    expect((await listConnections(other, all)).items).toEqual([]);
    expect(await getConnection(suite.ctx, { id })).toMatchObject({ nickname: "Shop prod" });
  });

  it("is seen by a viewer who can change nothing", async () => {
    const { id } = await connect("Shop prod");
    const viewer = withRole(suite.ctx, "viewer");
    expect((await listConnections(viewer, all)).items.length).toBe(1);
    for (const work of [
      () => connect("Another", newKey(), viewer),
      () => testSettings(viewer, { partner: "segment", values: { writeKey: newKey() } }),
      () => testConnection(viewer, { id }),
      () => updateConnection(viewer, { id, nickname: "Mine" }),
      () => rotateSecret(viewer, { id, values: { writeKey: newKey() } }),
      () => disconnectPartner(viewer, { id }),
    ]) {
      await faultOf(work(), "forbidden");
    }
  });
});
