import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newToken } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { type TestCtx, testCtx } from "../../testing/test-ctx.ts";
import { sandboxAccount } from "../account.ts";
import { newestMessages } from "../messages-store.ts";
import { type Sandbox, startSandbox } from "../start-sandbox.ts";
import { clearSandboxMessages } from "../verbs/clear-messages.ts";
import { listSandboxAccounts } from "../verbs/list-accounts.ts";
import { listSandboxMessages } from "../verbs/list-messages.ts";
import { setSandboxFaults } from "../verbs/set-faults.ts";
import { WEBHOOK_HOST } from "./host.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const SECRET = "planted-secret-0123456789";
const addressOf = (key: string) => `${sandbox.hostOf("webhook")}/${key}`;
const kept = (key: string) =>
  newestMessages(database.db, {
    partner: "webhook",
    account: sandboxAccount(key),
    search: "",
    before: null,
    limit: 100,
  });

describe("what webhooks send", () => {
  it("is kept as it came, by its Idempotency-Key, and its secrets are not", async () => {
    const key = newToken("hook");
    const send = () =>
      fetch(`${addressOf(key)}/orders/7?plan=gold`, {
        method: "PUT",
        headers: {
          ...{ "content-type": "application/json", "idempotency-key": "m-1", "x-plan": "gold" },
          ...{ authorization: `Basic ${SECRET}`, "x-api-key": SECRET, cookie: SECRET },
        },
        body: '{"user":"cust-1001"}',
      });
    expect((await send()).status).toBe(200);
    expect((await send()).status).toBe(200);
    const rows = await kept(key);
    expect(rows).toMatchObject([
      {
        ...{ messageId: "m-1", copies: 2, differing: 0, problem: null },
        body: {
          method: "PUT",
          path: "/orders/7",
          query: { plan: "gold" },
          headers: { "x-plan": "gold", authorization: "Basic ••••", "x-api-key": "••••", cookie: "••••" },
          body: { user: "cust-1001" },
        },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain(SECRET);
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it.each([
    [
      "a form",
      "application/x-www-form-urlencoded",
      "name=Asha+Rao&plan=gold",
      { name: "Asha Rao", plan: "gold" },
    ],
    ["a text", "text/plain", "hello", "hello"],
    ["JSON that is none", "application/json", "{", "{"],
    ["a NUL", "application/json", '{"a":"\\u0000"}', { a: "\uFFFD" }],
  ])("may be %s", async (_name, type, body, expected) => {
    const key = newToken("hook");
    const answer = await fetch(addressOf(key), { method: "POST", headers: { "content-type": type }, body });
    expect(answer.status).toBe(200);
    expect(await kept(key)).toMatchObject([{ body: { path: "/", body: expected } }]);
  });

  it("is refused without an account, with another method, over 1 MB, and where the key says so", async () => {
    const key = newToken("hook");
    const statuses = await Promise.all([
      fetch(sandbox.hostOf("webhook"), { method: "POST" }),
      fetch(addressOf(key), { method: "OPTIONS" }),
      fetch(addressOf(key), { method: "POST", body: "x".repeat(1_000_001) }),
      fetch(addressOf("refused-key"), { method: "POST" }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 405, 413, 401]);
    expect(await kept(key)).toEqual([]);
  });
});

describe("the workspace's account for webhooks", () => {
  const worldWith = () => testCtx(database.db, { hosts: { [WEBHOOK_HOST]: sandbox.hostOf("webhook") } });
  const catcherOf = async (ctx: TestCtx) => (await listSandboxAccounts(ctx, {})).items.at(-1);

  it("is listed with its address, and shows what was sent below it", async () => {
    const ctx = await worldWith();
    const catcher = await catcherOf(ctx);
    expect(catcher).toMatchObject({
      ...{ id: ctx.workspaceId, nickname: "Webhook catcher", usesSandbox: true, messages: 0 },
      address: addressOf(ctx.workspaceId),
    });
    await fetch(`${catcher?.address}/hook`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "m-1" },
      body: '{"identity":"cust-1001"}',
    });
    const { items } = await listSandboxMessages(ctx, { id: ctx.workspaceId, search: "", limit: 20 });
    expect(items).toMatchObject([{ messageId: "m-1", kind: "POST", name: "/hook", person: "cust-1001" }]);
    expect(await catcherOf(ctx)).toMatchObject({ messages: 1 });
    expect((await listSandboxAccounts(ctx, {})).address).toBe(`http://127.0.0.1:${sandbox.port}`);
    await clearSandboxMessages(ctx, { id: ctx.workspaceId });
    expect(await catcherOf(ctx)).toMatchObject({ messages: 0 });
  });

  it("misbehaves when it is told to, which the audit log does not take for a connection's", async () => {
    const ctx = await worldWith();
    const { address } = (await catcherOf(ctx)) ?? {};
    await setSandboxFaults(ctx, { id: ctx.workspaceId, faults: { status: 503 } });
    const send = async () => (await fetch(String(address), { method: "POST" })).status;
    await expect.poll(send, { timeout: 5_000 }).toBe(503);
    expect(await catcherOf(ctx)).toMatchObject({ faults: { status: 503 } });
    const entry = await database.db.prisma.auditEntry.findFirst({
      where: { workspaceId: ctx.workspaceId, action: "sandbox.faults_set" },
    });
    expect(entry).toMatchObject({ objectKind: "sandbox" });
  });

  it("is seen from no other workspace, and is not there without a sandbox", async () => {
    const [ctx, other] = [await worldWith(), await worldWith()];
    await expect(
      listSandboxMessages(other, { id: ctx.workspaceId, search: "", limit: 20 }),
    ).rejects.toMatchObject({ code: "not_found" });
    const without = await testCtx(database.db);
    expect((await listSandboxAccounts(without, {})).items).toEqual([]);
    await expect(setSandboxFaults(without, { id: without.workspaceId, faults: {} })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
