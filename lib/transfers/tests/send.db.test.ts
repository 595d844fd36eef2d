import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { updateWorkspace } from "../../access/verbs/update-workspace.ts";
import { applyOperations } from "../../audiences/apply-operations.ts";
import { updateAudience } from "../../audiences/verbs/update-audience.ts";
import { inTransaction } from "../../context.ts";
import { updateConnection } from "../../integrations/verbs/update-connection.ts";
import { fixedClock } from "../../kernel/clock.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testMember } from "../../testing/actors.ts";
import { testDatabase } from "../../testing/database.ts";
import { addMembers, type TransferWorld, transferWorld, usersWhere } from "../../testing/transfer-world.ts";
import { workTransfers } from "../../testing/work-transfers.ts";
import { startDueTransfer } from "../engine/start.ts";
import { continuousRunsWithNews } from "../jobs/tick-store.ts";
import type { CreateTransfer } from "../schema.ts";
import { createTransfer } from "../verbs/create-transfer.ts";
import { downloadRefusedMembers } from "../verbs/download-refused.ts";
import { editTransfer } from "../verbs/edit-transfer.ts";
import { getStanding } from "../verbs/get-standing.ts";
import { getTransfer } from "../verbs/get-transfer.ts";
import { listTransferMembers } from "../verbs/list-transfer-members.ts";
import { listTransferRuns } from "../verbs/list-transfer-runs.ts";
import { reconcileTransfer } from "../verbs/reconcile-transfer.ts";
import { runTransfer } from "../verbs/run-transfer.ts";
import { stopTransfer } from "../verbs/stop-transfer.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await database.db.sql(`update transfers set status = 'STOPPED', next_run_at = null`);
  await database.db.sql(`update transfer_runs set status = 'STOPPED' where status in ('PENDING', 'RUNNING')`);
  await database.db.sql(`delete from sandbox_users`);
});

const world = (options: Parameters<typeof transferWorld>[2] = {}) =>
  transferWorld(database.db, sandbox.hostOf("clevertap"), options);

function toCleverTap(of: TransferWorld, more: Partial<CreateTransfer> = {}): CreateTransfer {
  return {
    audienceId: of.audienceId,
    connectionId: of.connectionId,
    values: { keyTitle: "storyly_quiz" },
    frequency: "once",
    ...more,
  };
}

/** What happens to users of the world's audience now. */
async function happens(of: TransferWorld, operation: "upsert" | "delete", identities: string[]) {
  await inTransaction(of.ctx, (tx) =>
    applyOperations(
      tx,
      identities.map((identity) => ({
        audienceId: of.audienceId,
        identity,
        operation,
        properties: {},
        atMs: tx.clock.now().getTime(),
      })),
    ),
  );
}

const atPartner = () => usersWhere(database.db, "storyly_quiz", "Sneaker fans");

describe("an audience sent to CleverTap", () => {
  it("is exactly what the partner's segment then holds", async () => {
    const of = await world();
    await addMembers(database.db, of, 2_500);
    const { id, status } = await createTransfer(of.ctx, toCleverTap(of));
    expect(status).toBe("PENDING");
    await workTransfers(of.system);
    expect(await getTransfer(of.ctx, { id })).toMatchObject({
      status: "DONE",
      outcome: "accepted",
      outcomeReason: "All 2,500 accepted",
      rejected: 0,
    });
    const users = await atPartner();
    expect(users.length).toBe(2_500);
    expect([users[0], users.at(-1)]).toEqual(["user-000001", "user-002500"]);
    expect(await getStanding(of.ctx, { id })).toEqual({
      members: 2_500,
      acknowledged: 2_500,
      refused: 0,
      toSend: 0,
      toRemove: 0,
    });
    const { items } = await listTransferRuns(of.ctx, { id, limit: 10 });
    expect(items).toMatchObject([{ number: 1, trigger: "first", expected: 2_500, read: 2_500, requests: 3 }]);
  });

  it("loses there who has left since, and a reconcile sends only the difference", async () => {
    const of = await world();
    await addMembers(database.db, of, 20);
    const { id } = await createTransfer(of.ctx, toCleverTap(of));
    await workTransfers(of.system);
    await happens(of, "delete", ["user-000003", "user-000007"]);
    await happens(of, "upsert", ["newcomer"]);
    expect(await getStanding(of.ctx, { id })).toMatchObject({ members: 19, toSend: 1, toRemove: 2 });
    await reconcileTransfer(of.ctx, { id, refused: false });
    await workTransfers(of.system);
    const users = await atPartner();
    expect(users.length).toBe(19);
    expect(users).toContain("newcomer");
    expect(users).not.toContain("user-000003");
    const { items } = await listTransferRuns(of.ctx, { id, limit: 10 });
    expect(items[0]).toMatchObject({ trigger: "reconcile", read: 3, accepted: 1, removed: 2, rejected: 0 });
    expect(await getTransfer(of.ctx, { id })).toMatchObject({ status: "DONE" });
  });

  it("stays in step by itself when it is sent continuously", async () => {
    const of = await world();
    await addMembers(database.db, of, 5);
    const { id } = await createTransfer(of.ctx, toCleverTap(of, { frequency: "continuous" }));
    await workTransfers(of.system);
    expect(await getTransfer(of.ctx, { id })).toMatchObject({ status: "RUNNING", frequency: "continuous" });
    expect((await atPartner()).length).toBe(5);
    await happens(of, "delete", ["user-000001"]);
    await happens(of, "upsert", ["newcomer"]);
    await workTransfers(of.system);
    expect(await atPartner()).toEqual([
      "newcomer",
      "user-000002",
      "user-000003",
      "user-000004",
      "user-000005",
    ]);
    await happens(of, "upsert", ["user-000001"]);
    await workTransfers(of.system);
    expect((await atPartner()).length).toBe(6);
  });

  it("has its new name with all its users once it is renamed, whatever the run did then", async () => {
    const of = await world();
    await addMembers(database.db, of, 4);
    const { id } = await createTransfer(of.ctx, toCleverTap(of, { frequency: "continuous" }));
    await workTransfers(of.system);
    const rename = (name: string) => updateAudience(of.ctx, { id: of.audienceId, name });
    await rename("Runners");
    await happens(of, "upsert", ["newcomer"]);
    await workTransfers(of.system);
    expect((await usersWhere(database.db, "storyly_quiz", "Runners")).length).toBe(5);
    expect(await atPartner()).toEqual([]);
    expect(await getTransfer(of.ctx, { id })).toMatchObject({ status: "RUNNING", frequency: "continuous" });
    // Nobody joins or leaves, and it is renamed while the run that brings all of them goes on.
    await rename("Walkers");
    const news = (await continuousRunsWithNews(database.db)).find(
      (run) => run.workspaceId === of.workspaceId,
    );
    const job = { signal: new AbortController().signal, workerId: "test-worker", attempt: 1 };
    await runTransfer(of.system, { runId: news?.runId ?? "" }, job);
    expect(await startDueTransfer(of.system)).toBe(true);
    await rename("Hikers");
    await workTransfers(of.system);
    expect((await usersWhere(database.db, "storyly_quiz", "Hikers")).length).toBe(5);
    expect(await getStanding(of.ctx, { id })).toMatchObject({ acknowledged: 5, toSend: 0, toRemove: 0 });
    const { items } = await listTransferRuns(of.ctx, { id, limit: 10 });
    expect(items[0]).toMatchObject({ trigger: "continuous", status: "RUNNING", read: 0 });
    expect(items.slice(1).map(({ status }) => status)).toEqual(items.slice(1).map(() => "DONE"));
  });

  it("goes on in a run of the next day", async () => {
    const clock = fixedClock("2026-11-23T23:50:00Z");
    const of = await world({ clock });
    await addMembers(database.db, of, 3);
    const { id } = await createTransfer(of.ctx, toCleverTap(of, { frequency: "continuous" }));
    await workTransfers(of.system);
    clock.advance(20 * 60_000);
    await happens(of, "upsert", ["late"]);
    await workTransfers(of.system);
    const { items } = await listTransferRuns(of.ctx, { id, limit: 10 });
    expect(items).toMatchObject([
      { number: 3, trigger: "continuous", status: "RUNNING" },
      { number: 2, trigger: "continuous", status: "DONE", accepted: 1 },
      { number: 1, trigger: "first", status: "DONE", accepted: 3 },
    ]);
    expect((await atPartner()).length).toBe(4);
  });

  it("names each refused member with its code, and takes it with the rest once it is mended", async () => {
    const of = await world();
    await addMembers(database.db, of, 10);
    await happens(of, "upsert", ["null", "x".repeat(1_100)]);
    const { id } = await createTransfer(of.ctx, toCleverTap(of));
    await workTransfers(of.system);
    expect(await getTransfer(of.ctx, { id })).toMatchObject({
      status: "DONE",
      outcome: "partly",
      outcomeReason: "2 of 12 refused",
      rejected: 2,
    });
    expect((await atPartner()).length).toBe(10);
    const { items } = await listTransferMembers(of.ctx, { id, state: "refused", search: "", limit: 20 });
    expect(items.map((item) => item.identity.slice(0, 4))).toEqual(["null", "xxxx"]);
    for (const item of items) {
      expect(item).toMatchObject({ refused: "set", holds: null });
      expect(item.code).toBeTruthy();
      expect(item.reason).toBeTruthy();
      expect(JSON.stringify(item.request)).not.toContain(of.passcode);
    }
    expect(await getStanding(of.ctx, { id })).toMatchObject({ refused: 2, toSend: 0 });
    let csv = "";
    for await (const piece of await downloadRefusedMembers(of.ctx, { id })) {
      csv += piece;
    }
    const [head, first, second, ...rest] = csv.trim().split("\n");
    expect([head, rest]).toEqual(["identity,code,reason,was_to,at", []]);
    expect(first).toMatch(/^null,invalid_identity,.+,get the value,20/);
    expect(second).toMatch(/^x{1100},/);
    // Comparing again does not try what would only be refused again; asking for it does.
    await reconcileTransfer(of.ctx, { id, refused: false });
    await workTransfers(of.system);
    await reconcileTransfer(of.ctx, { id, refused: true });
    await workTransfers(of.system);
    const runs = await listTransferRuns(of.ctx, { id, limit: 10 });
    expect(runs.items.map((run) => [run.trigger, run.read])).toEqual([
      ["retry", 2],
      ["reconcile", 0],
      ["first", 12],
    ]);
  });

  it("is sent anew to another account of its integration, which nobody was told to yet", async () => {
    const of = await world();
    await addMembers(database.db, of, 5);
    const { id } = await createTransfer(of.ctx, toCleverTap(of, { frequency: "recurring", everyHours: 24 }));
    await workTransfers(of.system);
    const move = (values: Record<string, string>) =>
      updateConnection(of.ctx, { id: of.connectionId, nickname: "Shop prod", values });
    await expect(move({ accountId: "OTHER-ACCOUNT" })).rejects.toMatchObject({
      code: "conflict",
      blockers: [{ kind: "transfer", id }],
    });
    expect(await getStanding(of.ctx, { id })).toMatchObject({ acknowledged: 5, toSend: 0 });
    // The same account under another name of the integration is no move.
    await move({});
    await stopTransfer(of.ctx, { id });
    await move({ accountId: "OTHER-ACCOUNT" });
    expect(await getStanding(of.ctx, { id })).toMatchObject({ acknowledged: 0, toSend: 5 });
    await createTransfer(of.ctx, toCleverTap(of));
    await workTransfers(of.system);
    expect(await getStanding(of.ctx, { id })).toMatchObject({ acknowledged: 5, toSend: 0 });
    const accounts = await database.db.sql<{ count: number }>(
      `select count(*)::int as count from sandbox_users where partner = 'clevertap' group by account`,
    );
    expect(accounts.map(({ count }) => count)).toEqual([5, 5]);
  });

  it("is sent next at the next hour of new clocks when its workspace's are changed", async () => {
    const clock = fixedClock("2026-03-28T21:30:00Z");
    const of = await world({ clock });
    const often = await createTransfer(of.ctx, toCleverTap(of, { frequency: "recurring", everyHours: 4 }));
    await workTransfers(of.system);
    expect(await getTransfer(of.ctx, { id: often.id })).toMatchObject({
      nextRunAt: "2026-03-29T00:00:00.000Z",
    });
    await updateWorkspace(await testMember(of.ctx, "admin"), { timeZone: "Europe/Berlin" });
    expect(await getTransfer(of.ctx, { id: often.id })).toMatchObject({
      nextRunAt: "2026-03-28T23:00:00.000Z",
    });
    clock.advance(90 * 60_000);
    await workTransfers(of.system);
    // On the night on which clocks go forward 4 a.m. comes three hours after midnight.
    expect(await getTransfer(of.ctx, { id: often.id })).toMatchObject({
      nextRunAt: "2026-03-29T02:00:00.000Z",
    });
  });

  it("is taken up where it stands when it is sent again after a stop", async () => {
    const of = await world();
    await addMembers(database.db, of, 4);
    const { id } = await createTransfer(of.ctx, toCleverTap(of, { frequency: "continuous" }));
    await workTransfers(of.system);
    await stopTransfer(of.ctx, { id });
    await happens(of, "delete", ["user-000001"]);
    await workTransfers(of.system);
    expect((await atPartner()).length).toBe(4);
    const again = await createTransfer(of.ctx, toCleverTap(of));
    expect(again).toMatchObject({ id, status: "PENDING", stoppedBy: null });
    await workTransfers(of.system);
    expect(await atPartner()).toEqual(["user-000002", "user-000003", "user-000004"]);
    await createTransfer(of.ctx, toCleverTap(of, { frequency: "continuous" }));
    await workTransfers(of.system);
    expect(await getTransfer(of.ctx, { id })).toMatchObject({ status: "RUNNING" });
    await happens(of, "upsert", ["user-000001"]);
    await workTransfers(of.system);
    expect((await atPartner()).length).toBe(4);
  });

  it("changes how often it is sent, and forgets nothing in between", async () => {
    const of = await world();
    await addMembers(database.db, of, 4);
    const { id } = await createTransfer(of.ctx, toCleverTap(of, { frequency: "continuous" }));
    await workTransfers(of.system);
    await happens(of, "delete", ["user-000002"]);
    const edited = await editTransfer(of.ctx, { id, frequency: "recurring", everyHours: 4 });
    expect(edited).toMatchObject({ frequency: "recurring", everyHours: 4 });
    await workTransfers(of.system);
    const after = await getTransfer(of.ctx, { id });
    expect(after).toMatchObject({ status: "PENDING", outcome: "accepted" });
    expect(after.nextRunAt).not.toBeNull();
    expect((await atPartner()).length).toBe(3);
  });
});

describe("what cannot be sent", () => {
  it("says at the field what is wrong with it", async () => {
    const of = await world();
    const at = (field: string) => ({ problems: [expect.objectContaining({ field })] });
    await expect(createTransfer(of.ctx, toCleverTap(of, { values: {} }))).rejects.toMatchObject({
      code: "invalid",
      ...at("keyTitle"),
    });
    await expect(
      createTransfer(of.ctx, toCleverTap(of, { values: { keyTitle: "what<ever" } })),
    ).rejects.toMatchObject({ code: "invalid", ...at("keyTitle") });
  });

  it("is an audience under a Key Title that already says who is in another one", async () => {
    const of = await world();
    await addMembers(database.db, of, 1);
    await createTransfer(of.ctx, toCleverTap(of));
    const other = await database.db.prisma.audience.create({
      data: {
        workspaceId: of.workspaceId,
        id: of.connectionId,
        name: "Other",
        origin: "csv",
        createdBy: "Mara",
      },
    });
    await expect(createTransfer(of.ctx, toCleverTap(of, { audienceId: other.id }))).rejects.toMatchObject({
      code: "conflict",
      problems: [{ field: "values.keyTitle" }],
    });
    await expect(createTransfer(of.ctx, toCleverTap(of))).rejects.toMatchObject({ code: "conflict" });
  });

  it("is anything by a passcode that the partner does not accept; the connection is marked", async () => {
    const of = await world({ passcode: "refused-1" });
    await addMembers(database.db, of, 3);
    const { id } = await createTransfer(of.ctx, toCleverTap(of));
    await workTransfers(of.system);
    expect(await getTransfer(of.ctx, { id })).toMatchObject({ status: "STOPPED", outcome: "refused" });
    const connection = await database.db.prisma.connection.findFirstOrThrow({
      where: { id: of.connectionId },
    });
    expect(connection.status).toBe("attention");
    expect(await atPartner()).toEqual([]);
  });
});
