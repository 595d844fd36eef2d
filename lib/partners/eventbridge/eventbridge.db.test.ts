import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { newToken } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../../sandbox/account.ts";
import type { SandboxFaults } from "../../sandbox/faults.ts";
import { newestMessages } from "../../sandbox/messages-store.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import type { PartnerAccess } from "../connector.ts";
import { eventbridgeConnector } from "./connector.ts";
import { type BusEvent, putEvents } from "./put-events.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const SECRET = "planted-secret-access-key";

function accessTo(accessKeyId = newToken("AKIA").replaceAll("_", "")): PartnerAccess {
  return {
    settings: { accountId: "111122223333", region: "eu-central-1", bus: "audiences", accessKeyId },
    secrets: { secretAccessKey: SECRET },
    baseUrl: sandbox.hostOf("eventbridge"),
    http: httpClient({ allowPrivateHosts: ["127.0.0.1"] }),
  };
}

const keyOf = (access: PartnerAccess) => access.settings.accessKeyId ?? "";
const event = (identity: string, more: Partial<BusEvent> = {}): BusEvent => ({
  source: "junction.audiences",
  detailType: "audience.membership",
  detail: { identity, operation: "upsert" },
  ...more,
});

async function kept(access: PartnerAccess) {
  return (
    await newestMessages(database.db, {
      partner: "eventbridge",
      account: sandboxAccount(keyOf(access)),
      search: "",
      before: null,
      limit: 1_000,
    })
  ).reverse();
}

async function control(path: string, access: PartnerAccess, faults?: SandboxFaults): Promise<JsonObject> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/${path}`, {
    method: "POST",
    body: JSON.stringify({ partner: "eventbridge", key: keyOf(access), ...(faults && { faults }) }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as JsonObject;
}

describe("events put on a bus", () => {
  it("arrive as the envelope that rules get, on the account's own bus", async () => {
    const access = accessTo();
    const outcome = await putEvents([event("u1", { time: new Date("2026-01-01T00:00:00Z") })], access);
    expect(outcome).toMatchObject({ halted: null, verdicts: [{ verdict: "accepted" }] });
    const [first] = await kept(access);
    expect(first).toMatchObject({
      problem: null,
      body: {
        version: "0",
        "detail-type": "audience.membership",
        source: "junction.audiences",
        account: "111122223333",
        region: "eu-central-1",
        time: "2026-01-01T00:00:00Z",
        detail: { identity: "u1", operation: "upsert" },
        "event-bus-name": "audiences",
      },
    });
    expect(outcome.verdicts[0]).toMatchObject({ eventId: first?.messageId });
  });

  it("go in requests of ten, in their order", async () => {
    const access = accessTo();
    const identities = Array.from({ length: 25 }, (_, index) => `u${index}`);
    const { verdicts } = await putEvents(
      identities.map((identity) => event(identity)),
      access,
    );
    expect(verdicts.every(({ verdict }) => verdict === "accepted")).toBe(true);
    const came = (await kept(access)).map(
      (row) => (row.body as { detail: { identity: string } }).detail.identity,
    );
    expect([...came].sort()).toEqual([...identities].sort());
    expect(await control("counts", access)).toMatchObject({ requests: 3, messages: 25 });
  });

  it("share a request only up to 256 KB, and one that is larger alone is refused without being sent", async () => {
    const access = accessTo();
    const sized = (bytes: number) => {
      const empty =
        JSON.stringify({ text: "" }).length + "junction.audiences".length + "audience.membership".length;
      return event("", { detail: { text: "x".repeat(bytes - empty) } });
    };
    const { verdicts } = await putEvents(
      [sized(262_144), sized(262_145), sized(131_072), sized(131_072), sized(1_000)],
      access,
    );
    expect(verdicts.map((one) => (one.verdict === "accepted" ? "accepted" : one.code))).toEqual([
      "accepted",
      "too_large",
      "accepted",
      "accepted",
      "accepted",
    ]);
    expect(await control("counts", access)).toMatchObject({ requests: 3, messages: 4, refused: 0 });
  });

  it("may be up to 1 MB where the connection says so", async () => {
    const { settings, ...access } = accessTo();
    const large = event("", { detail: { text: "x".repeat(1_000_000) } });
    const wide = { ...access, settings: { ...settings, entrySize: "1024" } };
    const { verdicts } = await putEvents([large, large], wide);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["accepted", "accepted"]);
    expect(await control("counts", wide)).toMatchObject({ requests: 2, messages: 2, refused: 0 });
  });

  it("are sent again where AWS failed on them, and only those", async () => {
    const access = accessTo();
    await control("faults", access, { refuseEveryNthRecord: 2, forRequests: 1 });
    const events = Array.from({ length: 10 }, (_, index) => event(`again-${index}`));
    const { verdicts } = await putEvents(events, access, { firstWaitMs: 1 });
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(events.map(() => "accepted"));
    const rows = await kept(access);
    const taken = rows.filter((row) => row.problem === null);
    expect(taken.length).toBe(10);
    expect(rows.length).toBeGreaterThan(10);
    expect(await control("counts", access)).toMatchObject({ requests: 2 });
  });

  it("are left for later where AWS goes on failing on them", async () => {
    const access = accessTo();
    await control("faults", access, { refuseEveryNthRecord: 1 });
    const { verdicts, halted } = await putEvents([event("u1")], access, { firstWaitMs: 1 });
    expect(halted).toBeNull();
    expect(verdicts).toMatchObject([{ verdict: "later", code: "eventbridge_InternalFailure" }]);
    expect(await control("counts", access)).toMatchObject({ requests: 4 });
  });

  it("are refused one by one for good where they are at fault themselves", async () => {
    const access = accessTo();
    const { verdicts } = await putEvents(
      [event("u1"), event("u2", { source: "aws.mine" }), event("u3", { detailType: "" })],
      access,
      { firstWaitMs: 1 },
    );
    expect(verdicts).toMatchObject([
      { verdict: "accepted" },
      { verdict: "refused", code: "reserved_source" },
      { verdict: "refused", code: "eventbridge_InvalidArgument" },
    ]);
    expect(await control("counts", access)).toMatchObject({ requests: 1 });
  });

  it.each([
    [{ status: 429 }, "later"],
    [{ status: 503 }, "later"],
    [{ hangUp: true }, "later"],
    [{ status: 401 }, "unauthorised"],
  ] as const)(
    "stop at a request that is not taken (%o), and nothing after it is sent",
    async (faults, verdict) => {
      const access = accessTo();
      await control("faults", access, faults);
      const { verdicts, halted } = await putEvents(
        Array.from({ length: 30 }, (_, index) => event(`u${index}`)),
        access,
      );
      expect(halted).toMatchObject({ verdict });
      expect(verdicts.map((one) => one.verdict)).toEqual(verdicts.map(() => "later"));
      expect(verdicts.length).toBe(30);
      expect(await control("counts", access)).toMatchObject({ requests: 1, messages: 0 });
      expect(JSON.stringify([verdicts, halted])).not.toContain(SECRET);
    },
  );

  it("never reach an address inside a private network that is not allowed", async () => {
    const access = { ...accessTo(), http: httpClient({ allowPrivateHosts: [] }) };
    const { halted, verdicts } = await putEvents([event("u1")], access);
    expect(halted).toMatchObject({ verdict: "refused" });
    expect(verdicts).toMatchObject([{ verdict: "refused" }]);
    expect(await kept(access)).toEqual([]);
  });
});

describe("the test of a connection", () => {
  it("puts one event that no rule waits for", async () => {
    const access = accessTo();
    expect(await eventbridgeConnector.verify(access)).toMatchObject({ ok: true, httpStatus: 200 });
    expect(await kept(access)).toMatchObject([{ body: { source: "junction.test" } }]);
  });

  it("says in words that the key is not accepted", async () => {
    const said = await eventbridgeConnector.verify(accessTo("REFUSEDKEY"));
    expect(said).toMatchObject({ ok: false, retry: "never" });
    expect(said.message).toContain("access key");
  });

  it("takes another server's answer for no acceptance", async () => {
    const access = { ...accessTo(), http: async () => ({ status: 200, headers: {}, body: "<html></html>" }) };
    expect(await eventbridgeConnector.verify(access)).toMatchObject({ ok: false });
  });
});

describe("the sandbox as EventBridge", () => {
  it("takes no request that is not signed, and no other operation", async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${sandbox.hostOf("eventbridge")}/`, { method: "POST", headers, body: '{"Entries":[{}]}' });
    const target = { "x-amz-target": "AWSEvents.PutEvents" };
    const unsigned = await post(target);
    expect([unsigned.status, await unsigned.json()]).toMatchObject([
      400,
      { __type: "MissingAuthenticationTokenException" },
    ]);
    expect((await post({ ...target, authorization: "Bearer x", "x-amz-date": "x" })).status).toBe(400);
    expect((await post({ "x-amz-target": "AWSEvents.ListRules" })).status).toBe(400);
  });
});
