import { describe, expect, it } from "vitest";
import { createExport } from "../exports/verbs/create-export.ts";
import { newToken } from "../kernel/ids.ts";
import { all, connectionSuite, faultOf, newKey } from "../testing/connection-suite.ts";
import { openConnection } from "./access.ts";
import { markAttention } from "./mark-attention.ts";
import { connectPartner } from "./verbs/connect-partner.ts";
import { getConnection } from "./verbs/get-connection.ts";
import { listConnections } from "./verbs/list-connections.ts";
import { testConnection } from "./verbs/test-connection.ts";
import { testSettings } from "./verbs/test-settings.ts";

const suite = connectionSuite();
const { database, connect, connectClevertap, inCatalogue, unreachable, actions, later } = suite;

describe("connecting a partner", () => {
  it("tries the settings, keeps the secret sealed and shows its last four characters alone", async () => {
    const writeKey = newKey();
    const view = await connect("Shop prod", writeKey);
    expect(view).toMatchObject({
      nickname: "Shop prod",
      region: "US Region",
      status: "connected",
      settings: { region: "us", userId: "user_id", anonymousId: "anonymous_id" },
      secrets: { writeKey: { last4: writeKey.slice(-4) } },
      lastVerifiedAt: "2026-11-23T12:00:00.000Z",
    });
    expect((await openConnection(suite.ctx, view.id)).access.secrets).toEqual({ writeKey });
    const rows = await database.db.sql<{ text: string }>(
      `select c::text as text from connections c union all select a::text from audit_entries a`,
    );
    expect(rows.filter((row) => row.text.includes(writeKey))).toEqual([]);
    expect(JSON.stringify([view, await listConnections(suite.ctx, all)])).not.toContain(writeKey);
    expect(await actions()).toEqual(["connection.connected"]);
  });

  it("shows it in the catalogue", async () => {
    expect(await inCatalogue()).toMatchObject({ connections: 0, place: "partners" });
    await connect("Shop prod");
    const second = await connect("Staging");
    await markAttention(suite.ctx, second.id, "Segment refused the key.");
    expect(await inCatalogue()).toMatchObject({ connections: 2, needAttention: 1 });
  });

  it("saves nothing when the partner refuses the key, and names the field", async () => {
    const fault = await faultOf(connect("Shop prod", "refused"), "invalid");
    expect(fault.problems).toMatchObject([{ path: "values.writeKey", field: "writeKey" }]);
    expect((await listConnections(suite.ctx, all)).items).toEqual([]);
    expect(await actions()).toEqual([]);
  });

  it("names everything that is wrong with the input at once", async () => {
    const wrong = { partner: "segment" as const, nickname: " ", values: { writeKey: "", region: "mars" } };
    const fault = await faultOf(connectPartner(suite.ctx, wrong), "invalid");
    expect(fault.problems.map((problem) => problem.field).sort()).toEqual(["nickname", "region", "writeKey"]);
  });

  it("saves and marks it when the partner does not answer now", async () => {
    const view = await connect("Shop prod", newKey(), unreachable());
    expect(view).toMatchObject({ status: "attention", lastVerifiedAt: null });
    expect(view.problem).toContain("Segment does not answer");
    later();
    expect(await testConnection(suite.ctx, { id: view.id })).toMatchObject({ ok: true, httpStatus: 200 });
    expect(await getConnection(suite.ctx, { id: view.id })).toMatchObject({
      status: "connected",
      problem: null,
    });
    expect(await actions()).toEqual(["connection.connected", "connection.recovered"]);
  });

  it("refuses a nickname that another connection of the partner has, also when both come at once", async () => {
    const results = await Promise.allSettled([connect("Twin"), connect("Twin")]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const fault = await faultOf(connect("Twin"), "conflict");
    expect(fault.problems).toMatchObject([{ field: "nickname" }]);
    expect((await listConnections(suite.ctx, all)).items.length).toBe(1);
    expect(await actions()).toEqual(["connection.connected"]);
  });

  it("tests typed values without saving anything", async () => {
    const good = await testSettings(suite.ctx, { partner: "segment", values: { writeKey: newKey() } });
    expect(good).toMatchObject({ ok: true, httpStatus: 200, host: suite.hostOf("segment") });
    const bad = await testSettings(suite.ctx, { partner: "segment", values: { writeKey: "refused" } });
    expect(bad).toMatchObject({ ok: false, httpStatus: 401, retry: "never" });
    const gone = await testSettings(unreachable(), { partner: "segment", values: { writeKey: newKey() } });
    expect(gone).toMatchObject({ ok: false, httpStatus: null, retry: "later" });
    expect((await listConnections(suite.ctx, all)).items).toEqual([]);
    expect(await actions()).toEqual([]);
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
      createExport(suite.ctx, {
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
    expect(await database.db.prisma.export.count({ where: { workspaceId: suite.ctx.workspaceId } })).toBe(0);
  });
});
