import { describe, expect, test } from "vitest";
import { fixedClock } from "../kernel/clock.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { archiveSource } from "./verbs/archive-source.ts";
import { createSource } from "./verbs/create-source.ts";
import { createWriteKey } from "./verbs/create-write-key.ts";
import { getSource } from "./verbs/get-source.ts";
import { listCalls } from "./verbs/list-calls.ts";
import { listSources } from "./verbs/list-sources.ts";
import { listWriteKeys } from "./verbs/list-write-keys.ts";
import { revokeWriteKey } from "./verbs/revoke-write-key.ts";
import { updateSource } from "./verbs/update-source.ts";

const database = testDatabase();
const call = { event: "Paid", userId: "u1", properties: { amount: 5 } };

async function ground() {
  const clock = fixedClock("2026-05-01T10:00:00.000Z");
  const made = await ingestGround(database.db, clock);
  const audits = async () =>
    (await database.db.prisma.auditEntry.findMany({ where: { workspaceId: made.workspaceId } })).map(
      (entry) => entry.action,
    );
  return { ...made, clock, audits, send: sender(made.ctx, made.key) };
}

describe("sources and keys", () => {
  test("a new source takes calls with the key that was shown once", async () => {
    const { ctx, audits } = await ground();
    const { source, writeKey } = await createSource(ctx, { name: "App", platform: "ios" });
    expect((await sender(ctx, writeKey.key)("track", call)).status).toBe(200);
    expect(await getSource(ctx, { id: source.id })).toMatchObject({
      name: "App",
      platform: "ios",
      enabled: true,
      liveKeys: 1,
      lastCallAt: "2026-05-01T10:00:00.000Z",
    });
    expect(JSON.stringify(await listWriteKeys(ctx, { id: source.id }))).not.toContain(writeKey.key);
    expect(await audits()).toEqual(["source.created"]);
  });

  test("a revoked key is refused within five seconds, the others go on", async () => {
    const { ctx, sourceId, clock, send, audits } = await ground();
    const second = await createWriteKey(ctx, { id: sourceId, name: "New key" });
    expect((await send("track", call)).status).toBe(200);
    const [first] = (await listWriteKeys(ctx, { id: sourceId })).items.filter((key) => key.id !== second.id);
    await revokeWriteKey(ctx, { id: sourceId, keyId: first?.id ?? "" });
    await revokeWriteKey(ctx, { id: sourceId, keyId: first?.id ?? "" });
    clock.advance(5_000);
    expect(await send("track", call)).toMatchObject({ status: 401, body: "invalid write key" });
    expect((await sender(ctx, second.key)("track", call)).status).toBe(200);
    expect(await audits()).toEqual(["write-key.created", "write-key.revoked"]);
  });

  test("a disabled source refuses within five seconds and takes again when enabled", async () => {
    const { ctx, sourceId, clock, send } = await ground();
    await updateSource(ctx, { id: sourceId, enabled: false });
    expect((await send("track", call)).status).toBe(404);
    await updateSource(ctx, { id: sourceId, enabled: true, name: "Shop 2" });
    clock.advance(5_000);
    expect((await send("track", call)).status).toBe(200);
    expect((await listSources(ctx, {})).items).toMatchObject([{ name: "Shop 2", enabled: true }]);
  });

  test("an archived source is gone with its keys, its events stay", async () => {
    const { ctx, sourceId, workspaceId, clock, send } = await ground();
    await send("track", call);
    await archiveSource(ctx, { id: sourceId });
    clock.advance(5_000);
    expect((await send("track", call)).status).toBe(401);
    expect((await listSources(ctx, {})).items).toEqual([]);
    expect(await database.db.prisma.event.count({ where: { workspaceId } })).toBe(1);
    await expect(getSource(ctx, { id: sourceId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a change that changes nothing is not audited; another workspace's source is not found", async () => {
    const { ctx, sourceId, audits } = await ground();
    await updateSource(ctx, { id: sourceId, name: "Shop" });
    expect(await audits()).toEqual([]);
    const stranger = await ground();
    await expect(updateSource(stranger.ctx, { id: sourceId, name: "Mine" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a marketer reads sources and cannot change them", async () => {
    const { ctx } = await ground();
    const marketer = {
      ...ctx,
      actor: { kind: "key" as const, id: "k", name: "k", role: "marketer" as const },
    };
    expect((await listSources(marketer, {})).items).toHaveLength(1);
    await expect(createSource(marketer, { name: "X", platform: "web" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("the debugger", () => {
  test("shows accepted and refused calls, newest first, with reason and field", async () => {
    const { ctx, sourceId, clock, send } = await ground();
    await send("track", call);
    clock.advance(1_000);
    await send("batch", { batch: [{ type: "track", userId: "u1", event: "E", properties: 5 }] });
    clock.advance(1_000);
    await send("identify", { userId: "u1", traits: { plan: "gold" } });
    const { items } = await listCalls(ctx, { id: sourceId, outcome: "all", limit: 50 });
    expect(items.map((item) => [item.type, item.outcome])).toEqual([
      ["identify", "accepted"],
      ["batch", "refused"],
      ["track", "accepted"],
    ]);
    expect(items[1]).toMatchObject({
      status: 400,
      field: "batch[0].properties",
      reason: "batch[0].properties: must be an object",
    });
    expect(items[1]?.bodyText).toContain(`"event":"E"`);
    expect(items[2]?.call).toMatchObject({ type: "track", event: "Paid", properties: { amount: 5 } });
    const only = async (outcome: "accepted" | "refused", search?: string) =>
      (await listCalls(ctx, { id: sourceId, outcome, search, limit: 50 })).items.length;
    expect([await only("accepted"), await only("refused"), await only("accepted", "gold")]).toEqual([
      2, 1, 1,
    ]);
    expect(await only("accepted", "100%")).toBe(0);
  });

  test("polling with the cursor misses no call and loses sight of old ones", async () => {
    const { ctx, sourceId, clock, send } = await ground();
    const seen = new Map<string, string>();
    let after: string | undefined;
    const poll = async () => {
      const page = await listCalls(ctx, { id: sourceId, outcome: "all", limit: 50, after });
      after = page.cursor;
      for (const item of page.items) {
        seen.set(item.id, item.name);
      }
      return page.items.length;
    };
    for (const event of ["A", "B", "C"]) {
      await send("track", { ...call, event });
      await poll();
      clock.advance(20_000);
    }
    expect([...seen.values()]).toEqual(["A", "B", "C"]);
    await expect(
      listCalls(ctx, { id: sourceId, outcome: "all", limit: 50, after: "nonsense" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  test("another source's calls are not shown", async () => {
    const { ctx, send } = await ground();
    await send("track", call);
    const { source } = await createSource(ctx, { name: "Other", platform: "http" });
    expect((await listCalls(ctx, { id: source.id, outcome: "all", limit: 50 })).items).toEqual([]);
  });
});
