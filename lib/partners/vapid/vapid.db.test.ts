import { createECDH } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { sandboxAccount } from "../../sandbox/account.ts";
import { newestMessages } from "../../sandbox/messages-store.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { sandboxSubscription } from "../../sandbox/vapid/subscription.ts";
import { testDatabase } from "../../testing/database.ts";
import type { PartnerAccess } from "../connector.ts";
import { vapidConnector } from "./connector.ts";
import { belongTogether, generateKeyPair } from "./key-pair.ts";
import { sendPush } from "./send-push.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
const pair = generateKeyPair();
const access = (more: Partial<PartnerAccess> = {}): PartnerAccess => ({
  settings: { publicKey: pair.publicKey, subject: "mailto:push@shop.example", region: "browsers" },
  secrets: { privateKey: pair.privateKey },
  baseUrl: sandbox.hostOf("vapid"),
  http,
  ...more,
});
const browser = (name: string) => sandboxSubscription(sandbox.hostOf("vapid"), name);
const payload = JSON.stringify({ title: "Grüße 😀", messageId: "m-1" });

describe("a key pair", () => {
  it("is generated anew each time, and belongs together", () => {
    const pairs = Array.from({ length: 300 }, generateKeyPair);
    expect(new Set(pairs.map(({ privateKey }) => privateKey)).size).toBe(300);
    for (const { publicKey, privateKey } of pairs) {
      expect([publicKey.length, privateKey.length, belongTogether(publicKey, privateKey)]).toEqual([
        87,
        43,
        true,
      ]);
    }
  });

  it("of two halves that do not belong together is refused at the private key, without a call", async () => {
    const none = { http: () => Promise.reject(new Error("A test of keys calls nobody.")) };
    expect(await vapidConnector.verify(access(none))).toMatchObject({ ok: true, httpStatus: null });
    const secrets = { privateKey: generateKeyPair().privateKey };
    const said = await vapidConnector.verify(access({ ...none, secrets }));
    expect(said).toMatchObject({ ok: false, retry: "never", field: "privateKey" });
    expect(belongTogether(pair.publicKey, "A".repeat(43))).toBe(false);
    expect(belongTogether("", "")).toBe(false);
  });
});

test("a message arrives encrypted for its browser alone, signed, with what the service has to know", async () => {
  const options = { ttlS: 600, topic: "sale", urgency: "high" as const };
  expect(await sendPush(browser("b-1"), payload, options, access())).toMatchObject({
    outcome: "sent",
    answer: { httpStatus: 201 },
  });
  const [row] = await newestMessages(database.db, {
    partner: "vapid",
    account: sandboxAccount(pair.publicKey),
    search: "",
    before: null,
    limit: 10,
  });
  expect(row).toMatchObject({
    messageId: "m-1 b-1",
    problem: null,
    body: { browser: "b-1", ttl: 600, urgency: "high", topic: "sale", message: JSON.parse(payload) },
  });
  const forAnother = { ...browser("b-2"), keys: browser("b-3").keys };
  expect(await sendPush(forAnother, payload, { ttlS: 1 }, access())).toMatchObject({
    outcome: "refused",
    code: "webpush_400",
  });
});

test.each<[string, string, number]>([
  ["gone-1", "dead", 410],
  ["missing-1", "dead", 404],
  ["other-key-1", "refused", 403],
])("the browser %s is %s, as its push service answers %i", async (name, outcome, httpStatus) => {
  const said = await sendPush(browser(name), payload, { ttlS: 1 }, access());
  expect(said).toMatchObject({ outcome, code: `webpush_${httpStatus}`, answer: { httpStatus } });
});

test("no address inside a private network is called, and whoever gave it has no living token", async () => {
  const walled = access({ http: httpClient({ allowPrivateHosts: [] }) });
  for (const endpoint of [browser("b").endpoint, "http://169.254.169.254/latest", "https://[::1]/x"]) {
    const said = await sendPush({ ...browser("b"), endpoint }, payload, { ttlS: 1 }, walled);
    expect(said, endpoint).toMatchObject({ outcome: "dead", code: "webpush_address" });
  }
});

test("a browser's key that is no point of the curve is found before anything is sent", async () => {
  const none = access({ http: () => Promise.reject(new Error("Nothing may be sent.")) });
  const p256dh = Buffer.from([4, ...new Array(64).fill(1)]).toString("base64url");
  const said = await sendPush(
    { ...browser("b"), keys: { ...browser("b").keys, p256dh } },
    payload,
    { ttlS: 1 },
    none,
  );
  expect(said).toMatchObject({ outcome: "dead", code: "webpush_keys" });
});

test("a connection for the sandbox reaches no real browser", async () => {
  const ofSandbox = access({ settings: { ...access().settings, region: "sandbox" } });
  const real = createECDH("prime256v1");
  real.generateKeys();
  const keys = { ...browser("b").keys, p256dh: real.getPublicKey("base64url") };
  const endpoint = "https://updates.push.services.mozilla.com/wpush/v2/x";
  expect(await sendPush({ endpoint, keys }, payload, { ttlS: 1 }, ofSandbox)).toMatchObject({
    outcome: "refused",
    code: "webpush_not_sandbox",
  });
  expect(await sendPush(browser("b-9"), payload, { ttlS: 1 }, ofSandbox)).toMatchObject({ outcome: "sent" });
});

test("a service that nobody knows holds up no others: its failures are about the one message", async () => {
  const away = { ...browser("b"), endpoint: "http://127.0.0.1:1/push" };
  expect(await sendPush(away, payload, { ttlS: 1 }, access())).toMatchObject({
    outcome: "again",
    code: "webpush_no_answer",
  });
});
