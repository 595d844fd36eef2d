import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { secretBox } from "../../access/secret-box.ts";
import { inboundEndpoint } from "../../audiences/inbound/endpoint.ts";
import { inboundListener } from "../../audiences/inbound/listener.ts";
import { deleteAudience } from "../../audiences/verbs/delete-audience.ts";
import { listKeys } from "../../audiences/verbs/list-keys.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { testConnection } from "../../integrations/verbs/test-connection.ts";
import { systemClock } from "../../kernel/clock.ts";
import { newToken } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { putEvents } from "../../partners/eventbridge/put-events.ts";
import { audienceGround } from "../../testing/audience-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { type TestCtx, testCtx, withRole } from "../../testing/test-ctx.ts";
import { type Sandbox, startSandbox } from "../start-sandbox.ts";
import { clearSandboxMessages } from "../verbs/clear-messages.ts";
import { listSandboxAccounts } from "../verbs/list-accounts.ts";
import { listSandboxMessages } from "../verbs/list-messages.ts";
import { removeSandboxRule } from "../verbs/remove-rule.ts";
import { setSandboxRule } from "../verbs/set-rule.ts";

const database = testDatabase();
let installation: Server;
let url = "";
let sandbox: Sandbox;
/** What the installation answers instead of taking a call, one after the other. */
let failures: number[] = [];
const secrets = { current: undefined as TestCtx["secrets"] | undefined };

async function began(): Promise<Sandbox> {
  const own = secrets.current ?? (await testCtx(database.db)).secrets;
  secrets.current = own;
  return startSandbox({ db: database.db, port: sandbox?.port ?? 0, installation: { url, secrets: own } });
}

beforeAll(async () => {
  const ctx = await testCtx(database.db);
  const endpoint = inboundEndpoint({ ...ctx, clock: systemClock });
  const listener = inboundListener(
    () => endpoint,
    () => {},
  );
  installation = createServer((request, response) => {
    const status = failures.shift();
    if (status === undefined) {
      listener(request, response);
    } else {
      response.writeHead(status).end("not now");
    }
  });
  await new Promise<void>((resolve) => installation.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(installation.address() as AddressInfo).port}`;
  sandbox = await began();
});
beforeEach(() => {
  failures = [];
});
afterAll(async () => {
  await sandbox.stop();
  installation.closeAllConnections();
  installation.close();
});

const newAccessKey = () =>
  `AKIA${newToken("x")
    .replaceAll(/[^a-z0-9]/gi, "")
    .slice(0, 16)
    .toUpperCase()}`;

/** A bus in the sandbox that a workspace is connected to, and an audience of that workspace. */
async function ground(accessKeyId = newAccessKey()) {
  const ctx = await testCtx(database.db, {
    hosts: { JUNCTION_HOST_EVENTBRIDGE_EU_WEST_1: sandbox.hostOf("eventbridge") },
  });
  const { id } = await connectPartner(ctx, {
    partner: "eventbridge",
    nickname: "Bus",
    values: {
      ...{ accountId: "111122223333", region: "eu-west-1", bus: "default", authentication: "key" },
      ...{ accessKeyId, secretAccessKey: "a-secret-access-key-of-the-tests" },
    },
  });
  const audience = await audienceGround(database.db, ctx);
  const access = {
    settings: { accountId: "111122223333", region: "eu-west-1", bus: "default", accessKeyId },
    secrets: { secretAccessKey: "a-secret-access-key-of-the-tests" },
    baseUrl: sandbox.hostOf("eventbridge"),
    http: ctx.http,
  };
  /** As Junction's own messages to EventBridge say it. */
  const put = (...users: [identity: string, operation: string][]) =>
    putEvents(
      users.map(([identity, operation]) => ({
        ...{ source: "shop.campaigns", detailType: "junction.message" },
        detail: {
          key_values: { storyly_token: audience.token, operation },
          profiles: [{ identity }],
        } as JsonObject,
      })),
      access,
    );
  const view = async () => (await listSandboxAccounts(ctx, {})).items.find((item) => item.id === id);
  const over = (count: number) =>
    expect
      .poll(
        async () => {
          const rule = (await view())?.rule;
          return rule ? [rule.delivered + rule.failed, rule.waiting] : null;
        },
        { timeout: 20_000 },
      )
      .toEqual([count, 0]);
  const passedOn = async () =>
    (await listSandboxMessages(ctx, { id, search: "", limit: 50 })).items
      .filter((item) => item.kind === "shop.campaigns")
      .map((item) => item.passedOn);
  const members = async () => (await audience.members()).map(({ identity }) => identity).sort();
  return { ctx, id, audience, members, put, view, over, passedOn };
}

describe("a rule on a bus of the sandbox", () => {
  it("passes on what comes to the audience that a token selects, in a person's order", async () => {
    const { ctx, id, audience, members, put, view, over, passedOn } = await ground();
    expect(await view()).toMatchObject({ mayHaveRule: true, rule: null });
    await put(["before", "upsert"]);
    expect(await setSandboxRule(ctx, { id, audienceId: audience.id })).toMatchObject({
      rule: { audienceId: audience.id, audienceName: "Carts", delivered: 0, waiting: 0, failed: 0 },
    });
    await put(["ada", "upsert"], ["ben", "upsert"], ["ada", "delete"], ["cleo", "upsert"]);
    await over(4);
    const { items } = await listSandboxMessages(ctx, { id, search: "cleo", limit: 5 });
    expect(items.map(({ person }) => person)).toEqual(["cleo"]);
    expect(await members()).toEqual(["ben", "cleo"]);
    expect(await view()).toMatchObject({ rule: { delivered: 4, failed: 0 } });
    // The event by which the connection is tested is not for audiences.
    await testConnection(ctx, { id });
    expect(await view()).toMatchObject({ rule: { delivered: 4, waiting: 0, failed: 0 } });
    expect(await passedOn()).toEqual([
      ...Array.from({ length: 4 }, () =>
        expect.objectContaining({ state: "delivered", status: 200, tries: 1 }),
      ),
      null,
    ]);
  });

  it("tries again what was not taken, also after the sandbox was ended, and once is enough", async () => {
    const { ctx, id, audience, members, put, over, passedOn } = await ground();
    await setSandboxRule(ctx, { id, audienceId: audience.id });
    failures = [503, 429, 500];
    await put(["ada", "upsert"]);
    await expect.poll(async () => (await passedOn())[0]?.tries ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
    await sandbox.stop();
    sandbox = await began();
    await over(1);
    expect(await members()).toEqual(["ada"]);
    expect(await passedOn()).toMatchObject([{ state: "delivered", status: 200, nextAt: null }]);
  });

  it("says what was refused and tries that no more", async () => {
    const { ctx, id, audience, put, view, over, passedOn } = await ground();
    await setSandboxRule(ctx, { id, audienceId: audience.id });
    await put(["ada", "explode"]);
    await over(1);
    expect(await view()).toMatchObject({ rule: { delivered: 0, failed: 1 } });
    expect(await passedOn()).toMatchObject([
      { state: "failed", status: 400, tries: 1, answer: expect.stringContaining("operation") },
    ]);
    await clearSandboxMessages(ctx, { id });
    expect(await view()).toMatchObject({ rule: { delivered: 0, failed: 0, waiting: 0 } });
  });

  it("whose key was stored under another JUNCTION_SECRET waits and says so, and others pass on meanwhile", async () => {
    const [lost, other] = [await ground(), await ground()];
    await setSandboxRule(lost.ctx, { id: lost.id, audienceId: lost.audience.id });
    await setSandboxRule(other.ctx, { id: other.id, audienceId: other.audience.id });
    await database.db.sql("update sandbox_rules set sealed_key = $2 where workspace_id = $1::uuid", [
      lost.ctx.workspaceId,
      secretBox("the secret that came after").seal("a key", "somewhere"),
    ]);
    await lost.put(["ada", "upsert"]);
    await other.put(["ben", "upsert"]);
    await other.over(1);
    expect(await other.members()).toEqual(["ben"]);
    expect(await lost.passedOn()).toMatchObject([
      { state: "waiting", status: null, answer: expect.stringContaining("JUNCTION_SECRET") },
    ]);
    // Where the bus's own key cannot be read, the page shows the rest.
    const { items } = await listSandboxAccounts(
      { ...lost.ctx, secrets: secretBox("the secret that came after") },
      {},
    );
    expect(items.map(({ id }) => id)).not.toContain(lost.id);
    await clearSandboxMessages(lost.ctx, { id: lost.id });
  });

  it("ends with its key, and another takes its place", async () => {
    const { ctx, id, audience, members, put, view } = await ground();
    const audienceId = audience.id;
    const keys = async () =>
      (await listKeys(ctx, { id: audienceId })).items.filter((key) => !key.revokedAt).length;
    const before = await keys();
    await setSandboxRule(ctx, { id, audienceId });
    await setSandboxRule(ctx, { id, audienceId });
    expect(await keys()).toBe(before + 1);
    expect(await removeSandboxRule(ctx, { id })).toMatchObject({ rule: null });
    expect(await keys()).toBe(before);
    await put(["ada", "upsert"]);
    const rows = await database.db.sql<{ count: number }>(
      "select count(*)::int from sandbox_deliveries where due_at is not null",
    );
    expect(rows).toEqual([{ count: 0 }]);
    expect(await members()).toEqual([]);
    await setSandboxRule(ctx, { id, audienceId });
    await deleteAudience(ctx, { id: audienceId });
    expect(await view()).toMatchObject({ rule: { audienceName: null } });
    expect(await removeSandboxRule(ctx, { id })).toMatchObject({ rule: null });
  });

  it("is its workspace's alone, although another one is connected to the same bus", async () => {
    const key = newAccessKey();
    const [one, two] = [await ground(key), await ground(key)];
    await setSandboxRule(one.ctx, { id: one.id, audienceId: one.audience.id });
    await two.put(["ada", "upsert"]);
    await one.over(1);
    // The key of one workspace opens none of another's audiences.
    expect(await one.view()).toMatchObject({ rule: { delivered: 0, failed: 1 } });
    expect(await two.view()).toMatchObject({ rule: null });
    expect(await two.passedOn()).toEqual([null]);
    expect(await two.members()).toEqual([]);
  });

  it("keeps no key in clear text", async () => {
    const { ctx, id, audience, put, over } = await ground();
    await setSandboxRule(ctx, { id, audienceId: audience.id });
    await put(["ada", "upsert"]);
    await over(1);
    const [row] = await database.db.sql<{ sealed: string }>(
      "select sealed_key as sealed from sandbox_rules where workspace_id = $1::uuid",
      [ctx.workspaceId],
    );
    expect(row?.sealed).toMatch(/^v1\./);
  });

  it("is set by those who may, for a bus in the sandbox and an audience of theirs that is called in for", async () => {
    const { ctx, id, audience } = await ground();
    const audienceId = audience.id;
    const viewer = withRole(ctx, "viewer");
    await expect(setSandboxRule(viewer, { id, audienceId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeSandboxRule(viewer, { id })).rejects.toMatchObject({ code: "forbidden" });
    const other = await ground();
    await expect(setSandboxRule(ctx, { id: other.id, audienceId })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(setSandboxRule(ctx, { id, audienceId: other.audience.id })).rejects.toMatchObject({
      code: "not_found",
    });
    // The workspace's account for webhooks is no bus.
    await expect(setSandboxRule(ctx, { id: ctx.workspaceId, audienceId })).rejects.toMatchObject({
      code: expect.stringMatching(/precondition|not_found/),
    });
  });
});
