import { expect, test } from "vitest";
import { dispatch } from "../api/dispatch.ts";
import type { Operation } from "../api/operation.ts";
import { operations } from "../api/operations.ts";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { Logger } from "../kernel/logger.ts";
import { anonymousCtx } from "../testing/actors.ts";
import { testDatabase } from "../testing/database.ts";
import { wholeDatabase } from "../testing/fill-every-table.ts";
import { sampleInput } from "../testing/sample-input.ts";
import { setUp } from "./set-up.ts";
import { identifyKey } from "./verbs/identify-key.ts";
import { identifySession } from "./verbs/identify-session.ts";
import { signIn } from "./verbs/sign-in.ts";

const database = testDatabase();

const planted = {
  adminPassword: "canary-admin-password-1f0c",
  newPassword: "canary-new-password-7ab2",
  inviteePassword: "canary-invitee-password-93de",
  apiKey: "canary-api-key-of-the-operator-55aa",
  writeKey: "canary-write-key-of-the-operator-e1e1",
  partnerKey: "canary-segment-write-key-0b7d",
  rotatedKey: "canary-segment-write-key-rotated-44c1",
  wrongKey: "canary-segment-write-key-refused-8e8e",
};
const lines: string[] = [];
const write = (fields: object, message: string) => {
  lines.push(`${message} ${JSON.stringify(fields, Object.getOwnPropertyNames(fields))}`);
};
const log: Logger = { debug: write, info: write, warn: write, error: write };

/** One call of the API as its edge makes it; a refusal as the text that its caller gets. */
async function call(ctx: Ctx, method: string, path: string, body?: object): Promise<string> {
  const url = `http://localhost/api/v1${path}`;
  try {
    const request = new Request(url, { method, body: body && JSON.stringify(body) });
    return await (await dispatch(request, async () => ctx)).text();
  } catch (error) {
    if (error instanceof Fault) {
      return JSON.stringify([error.code, error.message, error.problems, error.blockers]);
    }
    throw error;
  }
}

test("no password, key or link stands in an answer, a log line, the audit log or any table", async () => {
  // The partner that the connection is tried against: it refuses one key and repeats it in its answer, as some do.
  const nobody: Ctx = {
    ...anonymousCtx(database.db, { log }),
    http: async ({ body = "", headers = {} }) => {
      const sent = `${body}${JSON.stringify(headers)}${Buffer.from(headers.authorization?.slice(6) ?? "", "base64")}`;
      const refused = sent.includes(planted.wrongKey);
      return {
        status: refused ? 401 : 200,
        headers: {},
        body: JSON.stringify({ success: !refused, echo: sent }),
      };
    },
  };
  const email = "admin@example.com";
  const { workspaceId } = await setUp(nobody, {
    email,
    password: planted.adminPassword,
    workspaceName: "Lamp shop",
    demo: false,
    apiKey: planted.apiKey,
    writeKey: planted.writeKey,
  });
  const { sessionId } = await signIn(nobody, { email, password: planted.adminPassword });
  const actor = (await identifySession(nobody, { sessionId }))?.actor ?? nobody.actor;
  const admin: Ctx = { ...nobody, workspaceId, actor: { ...actor, role: "admin" } as Ctx["actor"] };
  const key = await identifyKey(nobody, { key: planted.apiKey });

  // Shown once, in these two answers and in no later one.
  const made = JSON.parse(await call(admin, "POST", "/api-keys", { name: "Job", role: "admin" }));
  const invited = JSON.parse(await call(admin, "POST", "/invitations", { role: "viewer" }));
  const token = String(invited.path).replace("/invite/", "");
  const source = JSON.parse(await call(admin, "POST", "/sources", { name: "Shop", platform: "web" }));
  const sourceId = String(source.source.id);
  const secondKey = JSON.parse(await call(admin, "POST", `/sources/${sourceId}/keys`, { name: "Second" }));
  const secrets = {
    ...planted,
    sourceKey: String(source.writeKey.key),
    secondKey: String(secondKey.key),
    madeKey: String(made.secret),
    token,
  };
  expect(secrets.sourceKey.length).toBeGreaterThan(20);
  expect(secrets.secondKey.length).toBeGreaterThan(20);
  expect(secrets.madeKey.length).toBeGreaterThan(20);

  const answers: string[] = [];
  const say = async (...args: Parameters<typeof call>) => {
    answers.push(await call(...args));
  };
  const settings = (writeKey: string) => ({
    partner: "segment",
    nickname: `Shop ${writeKey.length}`,
    values: { writeKey, region: "us", userId: "user_id", anonymousId: "anonymous_id" },
  });
  const connected = await call(admin, "POST", "/connections", settings(planted.partnerKey));
  const connectionId = String(JSON.parse(connected).id);
  expect(connectionId).toMatch(/^[0-9a-f-]{36}$/);
  answers.push(connected);
  await say(admin, "POST", "/connections", settings(planted.wrongKey));
  await say(admin, "POST", "/connections/test", settings(planted.wrongKey));
  await say(admin, "POST", `/connections/${connectionId}/rotate`, {
    values: { writeKey: planted.rotatedKey },
  });
  const accept = { token, name: "New person", email: "new@example.com", password: planted.inviteePassword };
  await say(nobody, "POST", "/invitations/accept", accept);
  await say(nobody, "POST", "/invitations/accept", accept);
  await say(admin, "POST", "/account/password", {
    current: planted.inviteePassword,
    next: planted.newPassword,
  });
  await say(admin, "POST", "/account/password", {
    current: planted.adminPassword,
    next: planted.newPassword,
  });
  // Secrets in the wrong place or of the wrong type: the refusal must not repeat them.
  await say(admin, "POST", "/account/password", { current: [planted.adminPassword], next: { a: token } });
  await say(admin, "POST", "/api-keys", { name: "x", role: secrets.madeKey });
  await say(admin, "DELETE", `/api-keys/${secrets.madeKey}`);
  await say(nobody, "POST", "/invitations/accept", { token: planted.apiKey, email: planted.adminPassword });
  const wrong = signIn(nobody, { email, password: planted.inviteePassword });
  answers.push(await wrong.then(JSON.stringify, (error: Fault) => `${error.message} ${error.stack}`));

  const reads = Object.values<Operation>(operations).filter(({ method }) => method === "GET");
  for (const { path, input } of reads) {
    const id = path.startsWith("/sources") ? sourceId : connectionId;
    const values = Object.entries(sampleInput(input, { uuid: id, text: "Job" }) ?? {});
    const query = new URLSearchParams(values.map(([name, value]) => [name, String(value)]));
    const address = `${path.replace(/:\w+/g, id)}?${query}`;
    await say(admin, "GET", address);
    await say({ ...nobody, ...key }, "GET", address);
  }
  expect(answers.length).toBeGreaterThan(20);
  const everywhere = {
    answers: answers.join("\n"),
    log: lines.join("\n"),
    database: await wholeDatabase(database.url),
  };
  for (const [name, secret] of Object.entries(secrets)) {
    for (const [place, text] of Object.entries(everywhere)) {
      expect(text.includes(secret), `${name} in ${place}`).toBe(false);
    }
  }
  expect(everywhere.database).toContain("api_key.created");
  expect(everywhere.answers).toContain("Lamp shop");
  // The planting took: one key was refused, one rotated.
  expect(everywhere.answers).toContain('["invalid"');
  expect(everywhere.database).toContain("connection.connected");
});
