import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectPartner } from "../integrations/verbs/connect-partner.ts";
import { newToken } from "../kernel/ids.ts";
import { testDatabase } from "../testing/database.ts";
import { type TestCtx, testCtx, withRole } from "../testing/test-ctx.ts";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";
import { clearSandboxMessages } from "./verbs/clear-messages.ts";
import { getSandboxMessage } from "./verbs/get-message.ts";
import { listSandboxAccounts } from "./verbs/list-accounts.ts";
import { listSandboxMessages } from "./verbs/list-messages.ts";
import { setSandboxFaults } from "./verbs/set-faults.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

type Connected = { ctx: TestCtx; id: string; writeKey: string };

async function connected(): Promise<Connected> {
  const ctx = await testCtx(database.db, {
    hosts: { JUNCTION_HOST_SEGMENT_US: sandbox.hostOf("segment") },
  });
  const writeKey = newToken("seg");
  const { id } = await connectPartner(ctx, {
    partner: "segment",
    nickname: "Shop prod",
    values: { writeKey },
  });
  return { ctx, id, writeKey };
}

async function send(writeKey: string, ...messageIds: string[]): Promise<number> {
  const batch = messageIds.map((messageId) => ({
    type: "track",
    event: `Bought ${messageId}`,
    userId: "u1",
    messageId,
  }));
  const body = JSON.stringify({ writeKey, batch });
  return (await fetch(`${sandbox.hostOf("segment")}/v1/batch`, { method: "POST", body })).status;
}

describe("what the partner received", () => {
  it("is listed newest first, in pages, found by search and opened with its body", async () => {
    const { ctx, id, writeKey } = await connected();
    for (const messageId of ["m1", "m2", "m3"]) {
      await send(writeKey, messageId);
    }
    await send(writeKey, "m2");
    const first = await listSandboxMessages(ctx, { id, search: "", limit: 2 });
    expect(first.items.map((item) => [item.messageId, item.name, item.person, item.copies])).toEqual([
      ["m3", "Bought m3", "u1", 1],
      ["m2", "Bought m2", "u1", 2],
    ]);
    const rest = await listSandboxMessages(ctx, { id, search: "", limit: 2, cursor: first.nextCursor ?? "" });
    // Before them came the test of the connection, which Segment answers and does not take.
    expect(rest).toMatchObject({
      items: [
        { messageId: "m1", problem: null },
        { messageId: expect.stringMatching(/^junction-test-/), problem: "event: missing" },
      ],
      nextCursor: null,
    });
    const found = await listSandboxMessages(ctx, { id, search: "bought M1", limit: 20 });
    expect(found.items.map((item) => item.messageId)).toEqual(["m1"]);
    const none = await listSandboxMessages(ctx, { id, search: "%", limit: 20 });
    expect(none.items).toEqual([]);
    const detail = await getSandboxMessage(ctx, { id, messageId: found.items[0]?.id ?? "" });
    expect(detail.body).toEqual({ type: "track", event: "Bought m1", userId: "u1", messageId: "m1" });
  });

  it("is counted per connection, and the write key is shown by its last four characters alone", async () => {
    const { ctx, id, writeKey } = await connected();
    await send(writeKey, "a", "b", "b");
    const overview = await listSandboxAccounts(ctx, {});
    expect(overview.address).toBe(`http://127.0.0.1:${sandbox.port}`);
    expect(overview.items).toMatchObject([
      { id, nickname: "Shop prod", usesSandbox: true, messages: 2, repeats: 1, last4: writeKey.slice(-4) },
    ]);
    expect(JSON.stringify(overview)).not.toContain(writeKey);
  });

  it("is cleared for that connection alone", async () => {
    const one = await connected();
    const two = await connected();
    await send(one.writeKey, "a");
    await send(two.writeKey, "a");
    await clearSandboxMessages(one.ctx, { id: one.id });
    expect((await listSandboxMessages(one.ctx, { id: one.id, search: "", limit: 20 })).items).toEqual([]);
    const kept = await listSandboxMessages(two.ctx, { id: two.id, search: "", limit: 20 });
    expect(kept.items.map((item) => item.problem)).toEqual([null, "event: missing"]);
    expect((await listSandboxAccounts(one.ctx, {})).items).toMatchObject([{ messages: 0 }]);
  });

  it("is not seen from another workspace", async () => {
    const { id, writeKey } = await connected();
    await send(writeKey, "a");
    const other = await connected();
    await expect(listSandboxMessages(other.ctx, { id, search: "", limit: 20 })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(setSandboxFaults(other.ctx, { id, faults: {} })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(clearSandboxMessages(other.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the sandbox's faults", () => {
  it("are switched on and off through the verb, heard without a restart, and audited", async () => {
    const { ctx, id, writeKey } = await connected();
    expect(await setSandboxFaults(ctx, { id, faults: { status: 500 } })).toMatchObject({
      faults: { status: 500 },
    });
    await expect.poll(() => send(writeKey, "a"), { timeout: 5_000 }).toBe(500);
    expect(await setSandboxFaults(ctx, { id, faults: {} })).toMatchObject({ faults: {} });
    await expect.poll(() => send(writeKey, "a"), { timeout: 5_000 }).toBe(200);
    const entries = await database.db.prisma.auditEntry.count({
      where: { workspaceId: ctx.workspaceId, action: "sandbox.faults_set" },
    });
    expect(entries).toBe(2);
  });

  it("are seen by a viewer, who cannot change them", async () => {
    const { ctx, id } = await connected();
    const viewer = withRole(ctx, "viewer");
    expect((await listSandboxAccounts(viewer, {})).items.length).toBe(1);
    await expect(setSandboxFaults(viewer, { id, faults: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(clearSandboxMessages(viewer, { id })).rejects.toMatchObject({ code: "forbidden" });
  });
});
