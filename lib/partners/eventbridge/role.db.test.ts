import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { newToken } from "../../kernel/ids.ts";
import { sandboxAccount } from "../../sandbox/account.ts";
import { newestMessages } from "../../sandbox/messages-store.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import type { PartnerAccess } from "../connector.ts";
import { eventbridgeConnector } from "./connector.ts";
import { credentialsFor } from "./credentials.ts";
import { putEvents } from "./put-events.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const SECRET = "planted-secret-access-key";
const variables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
/** What the AWS tools of this process find; nothing unless a test says so, and no machine is asked for its role. */
const before = Object.fromEntries(
  [...variables, "AWS_EC2_METADATA_DISABLED", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"].map(
    (name) => [name, process.env[name]],
  ),
);
function ownCredentials(accessKeyId: string | null): void {
  for (const name of variables) {
    delete process.env[name];
  }
  process.env.AWS_EC2_METADATA_DISABLED = "true";
  process.env.AWS_SHARED_CREDENTIALS_FILE = "/nowhere";
  process.env.AWS_CONFIG_FILE = "/nowhere";
  if (accessKeyId !== null) {
    process.env.AWS_ACCESS_KEY_ID = accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = "own-secret";
  }
}
afterEach(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  }
});

const newRole = (name = newToken("role")) => `arn:aws:iam::111122223333:role/${name}`;

/** Counts what goes to STS and to EventBridge. */
function accessBy(settings: Record<string, string>, allow = ["127.0.0.1"]) {
  const calls = { sts: 0, events: 0 };
  const client = httpClient({ allowPrivateHosts: allow });
  const access: PartnerAccess = {
    settings: {
      accountId: "111122223333",
      region: "eu-central-1",
      bus: "audiences",
      authentication: "role_key",
      accessKeyId: "AKIAMASTER",
      roleArn: newRole(),
      ...settings,
    },
    secrets: { secretAccessKey: SECRET },
    baseUrl: sandbox.hostOf("eventbridge"),
    services: { sts: `${sandbox.hostOf("eventbridge")}/sts` },
    http: (request) => {
      calls[request.url.endsWith("/sts/") ? "sts" : "events"] += 1;
      return client(request);
    },
  };
  return { access, calls };
}

const put = (access: PartnerAccess) =>
  putEvents([{ source: "junction.audiences", detailType: "audience.membership", detail: {} }], access);
const kept = ({ settings }: PartnerAccess) =>
  newestMessages(database.db, {
    partner: "eventbridge",
    account: sandboxAccount(settings.roleArn ?? ""),
    search: "",
    before: null,
    limit: 100,
  });
async function setFaults({ settings }: PartnerAccess, faults: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ partner: "eventbridge", key: settings.roleArn, faults }),
  });
  expect(answer.status).toBe(200);
}

describe("a role", () => {
  it("is assumed once for many requests, with an access key or what the process itself has", async () => {
    for (const authentication of ["role_key", "role"]) {
      ownCredentials(authentication === "role" ? "AKIAOWN" : null);
      const { access, calls } = accessBy({ authentication });
      const outcomes = await Promise.all([put(access), put(access), put(access)]);
      outcomes.push(await put(access));
      expect(outcomes.map(({ halted, verdicts }) => [halted, verdicts[0]?.verdict])).toEqual(
        outcomes.map(() => [null, "accepted"]),
      );
      expect(calls).toEqual({ sts: 1, events: 4 });
      expect((await kept(access)).length).toBe(4);
    }
  });

  it("is assumed again shortly before its credentials end, and once AWS does not accept them any more", async () => {
    const { access, calls } = accessBy({});
    const nowMs = Date.now();
    await credentialsFor(access, { nowMs });
    await credentialsFor(access, { nowMs: nowMs + 54 * 60_000 });
    expect(calls.sts).toBe(1);
    await credentialsFor(access, { nowMs: nowMs + 56 * 60_000 });
    expect(calls.sts).toBe(2);
    await setFaults(access, { status: 401, forRequests: 1 });
    expect((await put(access)).halted).toMatchObject({ verdict: "unauthorised" });
    expect((await put(access)).halted).toBeNull();
    expect(calls.sts).toBe(3);
  });

  it("of another account, key or external ID has credentials of its own", async () => {
    const { access, calls } = accessBy({});
    const other = (more: Record<string, string>) => ({
      ...access,
      settings: { ...access.settings, ...more },
    });
    await put(access);
    await put(other({ externalId: "team-2" }));
    await put(other({ accessKeyId: "AKIAOTHER" }));
    await put({ ...access, secrets: { secretAccessKey: "another" } });
    expect(calls.sts).toBe(4);
  });

  it("goes with the external ID that its trust policy asks for", async () => {
    const roleArn = newRole("external-team-1");
    const { access } = accessBy({ roleArn, externalId: "team-1" });
    expect(await eventbridgeConnector.verify(access)).toMatchObject({ ok: true });
    const without = await eventbridgeConnector.verify(accessBy({ roleArn, externalId: "" }).access);
    expect(without).toMatchObject({ ok: false, retry: "never", field: "roleArn" });
    expect(without.message).toMatch(/403 AccessDenied.*may not assume the role.*external ID/);
  });
});

describe("the test of a connection by role", () => {
  it("says that the role was assumed and the event taken, and assumes it anew each time", async () => {
    const { access, calls } = accessBy({});
    const said = await eventbridgeConnector.verify(access);
    expect(said).toMatchObject({ ok: true, httpStatus: 200 });
    expect(said.message).toMatch(/^The role was assumed\. Amazon EventBridge took/);
    await eventbridgeConnector.verify(access);
    expect(calls.sts).toBe(2);
  });

  it.each([
    [{ roleArn: newRole("refused-role") }, "roleArn", /may not assume the role.*trust policy/],
    [{ roleArn: "arn:aws:iam::1:role/x" }, "roleArn", /400 ValidationError.*role's ARN/],
    [{ accessKeyId: "refusedKey" }, "accessKeyId", /InvalidClientTokenId.*access key that is to assume/],
  ] as const)("tells a role that cannot be assumed from a wrong bus (%o)", async (settings, field, words) => {
    const { access, calls } = accessBy(settings);
    const said = await eventbridgeConnector.verify(access);
    expect(said).toMatchObject({ ok: false, retry: "never", field });
    expect(said.message).toMatch(words);
    expect(said.message).not.toMatch(/\bbus\b/);
    expect(calls.events).toBe(0);
    const { halted } = await put(access);
    expect(halted?.message).toContain("AWS STS");
    expect(JSON.stringify([said, halted])).not.toContain(SECRET);
  });

  it("tells a bus that does not take the event from a role that cannot be assumed", async () => {
    const { access } = accessBy({});
    const shut: PartnerAccess = {
      ...access,
      http: (request) =>
        request.url.endsWith("/sts/")
          ? access.http(request)
          : Promise.resolve({ status: 400, headers: {}, body: '{"__type":"ResourceNotFoundException"}' }),
    };
    const said = await eventbridgeConnector.verify(shut);
    expect(said).toMatchObject({ ok: false, retry: "never" });
    expect(said.field).toBeUndefined();
    expect(said.message).toMatch(
      /ResourceNotFoundException.*The role was assumed\. Check the AWS account ID/,
    );
  });

  it("says that this installation has no credentials of its own where it has none", async () => {
    ownCredentials(null);
    const { access, calls } = accessBy({ authentication: "role" });
    const said = await eventbridgeConnector.verify(access);
    expect(said).toMatchObject({ ok: false, retry: "never", httpStatus: null, field: "authentication" });
    expect(said.message).toContain("no AWS credentials of its own");
    expect(calls).toEqual({ sts: 0, events: 0 });
  });

  it("says that it may be tried again where STS does not answer, or has a fault", async () => {
    const { access } = accessBy({});
    const gone = { ...access, services: { sts: "http://127.0.0.1:1" } };
    expect(await eventbridgeConnector.verify(gone)).toMatchObject({ ok: false, retry: "later" });
    await setFaults(access, { status: 503 });
    expect(await eventbridgeConnector.verify(access)).toMatchObject({ ok: false, retry: "later" });
    const other = { ...access, http: async () => ({ status: 200, headers: {}, body: "<html></html>" }) };
    expect(await eventbridgeConnector.verify(other)).toMatchObject({ ok: false, retry: "later" });
  });

  it("never reaches an STS inside a private network that is not allowed", async () => {
    const { access } = accessBy({}, []);
    const said = await eventbridgeConnector.verify(access);
    expect(said).toMatchObject({ ok: false, retry: "never" });
    expect(said.message).toContain("private network");
    expect(await kept(access)).toEqual([]);
  });

  it("shows nothing of the role's credentials where EventBridge's address repeats what it was sent", async () => {
    const { access } = accessBy({});
    const assumed = await credentialsFor(access);
    const token = "credentials" in assumed ? (assumed.credentials.sessionToken ?? "") : "";
    expect(token.length).toBeGreaterThan(20);
    const { halted } = await put({
      ...access,
      http: async ({ headers }) => ({ status: 400, headers: {}, body: JSON.stringify(headers) }),
    });
    expect(halted?.body).toContain("••••");
    expect(JSON.stringify(halted)).not.toContain(token);
  });
});

describe("the sandbox as STS", () => {
  it("takes no request that is not signed, and its temporary key alone opens nothing", async () => {
    const url = `${sandbox.hostOf("eventbridge")}/sts`;
    const unsigned = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ Action: "AssumeRole" }),
    });
    expect([unsigned.status, await unsigned.text()]).toMatchObject([
      403,
      expect.stringContaining("<Code>MissingAuthenticationToken</Code>"),
    ]);
    const { access } = accessBy({});
    const assumed = await credentialsFor(access);
    const key = "credentials" in assumed ? assumed.credentials : null;
    const bare = accessBy({ authentication: "key", accessKeyId: key?.accessKeyId ?? "" });
    expect((await put(bare.access)).halted).toMatchObject({ verdict: "unauthorised" });
  });
});
