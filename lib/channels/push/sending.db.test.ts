import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { newToken } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { PartnerAccess, SendAnswer } from "../../partners/connector.ts";
import { recordTexts } from "../../partners/record-texts.ts";
import { generateKeyPair } from "../../partners/vapid/key-pair.ts";
import { sandboxAccount } from "../../sandbox/account.ts";
import type { SandboxFaults } from "../../sandbox/faults.ts";
import { newestMessages } from "../../sandbox/messages-store.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { sandboxSubscription } from "../../sandbox/vapid/subscription.ts";
import { testDatabase } from "../../testing/database.ts";
import { testOccasion, testRecipient } from "../../testing/recipient.ts";
import { testServiceAccount } from "../../testing/service-account.ts";
import type { DeviceToken } from "../channel.ts";
import { joinedAccess } from "../joined-access.ts";
import { pushChannel } from "./channel.ts";
import { pushChannelKit } from "./kit.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
const android = (token: string): DeviceToken => ({ kind: "fcm", token });
const iphone = (token: string): DeviceToken => ({ kind: "apns", token });
const browser = (name: string): DeviceToken => {
  const { endpoint, keys } = sandboxSubscription(sandbox.hostOf("vapid"), name);
  return { kind: "web", token: endpoint, keys };
};

/** A project and a key pair of their own, with a lane of one run. */
function ground(more: JsonObject = {}) {
  const project = newToken("p").replaceAll("_", "").toLowerCase();
  const pair = generateKeyPair();
  const host = sandbox.hostOf("fcm");
  const fcm: PartnerAccess = {
    settings: { projectId: project },
    secrets: { serviceAccount: testServiceAccount(project) },
    baseUrl: host,
    services: { oauth: `${host}/oauth` },
    http,
  };
  const vapid: PartnerAccess = {
    settings: { publicKey: pair.publicKey, subject: "mailto:push@shop.example", region: "browsers" },
    secrets: { privateKey: pair.privateKey },
    baseUrl: sandbox.hostOf("vapid"),
    http,
  };
  const access = joinedAccess({ fcm, vapid }, { secrets: {}, http });
  const content = {
    ...pushChannelKit.blank,
    platforms: ["android", "ios", "web"],
    title: "Hi",
    body: "there",
    ...more,
  };
  const { lane, compose } = pushChannel.open(content, {});
  let count = 0;
  const textFor = (tokens: DeviceToken[]) => {
    count += 1;
    const recipient = testRecipient({ tokens, messageId: `jm-${count}-${project}` });
    const { message = {} } = compose(recipient, testOccasion);
    return String(lane.encode(message, recipient).text);
  };
  const send = (text: string): Promise<SendAnswer> => lane.send(recordTexts([text]), access);
  const rowsOf = (partner: "fcm" | "vapid") =>
    newestMessages(database.db, {
      partner,
      account: sandboxAccount(partner === "fcm" ? project : pair.publicKey),
      search: "",
      before: null,
      limit: 100,
    });
  const misbehave = async (partner: "fcm" | "vapid", faults: SandboxFaults) => {
    const key = partner === "fcm" ? project : pair.publicKey;
    const said = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
      method: "POST",
      body: JSON.stringify({ partner, key, faults }),
    });
    expect(said.status).toBe(200);
  };
  return { send, textFor, to: (...tokens: DeviceToken[]) => send(textFor(tokens)), rowsOf, misbehave };
}

describe("a person with several devices", () => {
  it("gets the message on all of them, and counts as one", async () => {
    const { to, rowsOf } = ground();
    const said = await to(android("a-1"), iphone("i-1"), browser("b-1"));
    expect(said).toMatchObject({
      verdict: "accepted",
      httpStatus: 200,
      message: "3 of 3 devices took the message.",
    });
    expect([said.refusals, said.retired]).toEqual([undefined, undefined]);
    expect([(await rowsOf("fcm")).length, (await rowsOf("vapid")).length]).toEqual([2, 1]);
  });

  it("is reached where one of them is, and those that are gone are told with the reason", async () => {
    const { to } = ground();
    const said = await to(android("unregistered-1"), browser("gone-1"), iphone("i-1"), android("invalid-1"));
    expect(said).toMatchObject({ verdict: "accepted", httpStatus: 200 });
    expect(said.refusals).toBeUndefined();
    expect(said.message).toMatch(/^1 of 4 devices took the message; Firebase answers 404 UNREGISTERED/);
    expect(said.retired).toEqual([
      {
        kind: "fcm",
        token: "unregistered-1",
        reason: expect.stringMatching(/404 UNREGISTERED.*no longer installed/),
      },
      { kind: "web", token: browser("gone-1").token, reason: expect.stringContaining("410") },
      { kind: "fcm", token: "invalid-1", reason: expect.stringMatching(/400 INVALID_ARGUMENT/) },
    ]);
    expect(said.body).not.toContain("unregistered-1");
  });

  it("is refused with the first reason where none is", async () => {
    const { to } = ground();
    const said = await to(browser("missing-1"), android("unregistered-1"));
    expect(said).toMatchObject({
      verdict: "accepted",
      refusals: [{ index: 0, code: "webpush_404", again: false }],
      retired: [{ kind: "web" }, { kind: "fcm" }],
    });
  });

  it("gets it once on each, also where one has to wait", async () => {
    const { textFor, send, rowsOf, misbehave } = ground();
    const text = textFor([browser("b-1"), android("unregistered-1"), android("a-1"), android("a-2")]);
    await misbehave("fcm", { status: 503, everyNth: 2, forRequests: 2 });
    const first = await send(text);
    expect(first).toMatchObject({ verdict: "later", httpStatus: 503 });
    expect(first.retired).toHaveLength(1);
    const second = await send(text);
    expect(second).toMatchObject({ verdict: "accepted", message: expect.stringMatching(/^3 of 4/) });
    expect(second.retired).toBeUndefined();
    const rows = [...(await rowsOf("fcm")), ...(await rowsOf("vapid"))];
    expect(rows.map(({ copies }) => copies)).toEqual([1, 1, 1, 1]);
  });
});

describe("a device of another sender", () => {
  it("stops the run by name where the first twenty are: the project is the wrong one", async () => {
    const { to } = ground();
    for (let device = 1; device < 20; device += 1) {
      expect(await to(android(`other-project-${device}`))).toMatchObject({
        verdict: "accepted",
        refusals: [{ code: "fcm_sender_id_mismatch", again: false }],
      });
    }
    expect(await to(android("other-project-20"))).toMatchObject({
      verdict: "unauthorised",
      httpStatus: 403,
      message: expect.stringMatching(/SENDER_ID_MISMATCH.*another Firebase project/),
    });
    const web = await to(browser("other-key-1"));
    // Whoever answers for the sandbox may be anybody, so it is about this browser alone.
    expect(web.refusals).toMatchObject([{ code: "webpush_403" }]);
  });

  it("is refused alone, however many there are, once another has taken its message", async () => {
    const { to } = ground();
    expect(await to(android("other-project-0"), android("a-1"))).toMatchObject({
      verdict: "accepted",
      message: expect.stringMatching(/^1 of 2 devices took the message/),
    });
    for (let device = 1; device <= 25; device += 1) {
      const said = await to(android(`other-project-${device}`));
      expect(said).toMatchObject({
        verdict: "accepted",
        refusals: [{ code: "fcm_sender_id_mismatch", again: false }],
      });
      expect(said.retired).toBeUndefined();
    }
  });
});

test("a missing APNs key stops the run by name, also after others were reached", async () => {
  const { to } = ground();
  await to(android("a-1"));
  expect(await to(iphone("no-apns-1"))).toMatchObject({
    verdict: "unauthorised",
    message: expect.stringMatching(/401 THIRD_PARTY_AUTH_ERROR.*APNs key/),
  });
});

test.each<[string, SandboxFaults, JsonObject]>([
  ["a quota that is used up", { status: 429, retryAfterS: 7 }, { verdict: "later", retryAfterMs: 7_000 }],
  ["a service that is away", { status: 503 }, { verdict: "later", httpStatus: 503 }],
  ["credentials that are revoked", { status: 401 }, { verdict: "unauthorised", httpStatus: 401 }],
  ["a connection that is cut", { hangUp: true }, { verdict: "later", httpStatus: null }],
])("%s is about all messages", async (_name, faults, expected) => {
  const { to, misbehave } = ground();
  await misbehave("fcm", faults);
  expect(await to(android("a-1"))).toMatchObject(expected);
});

test("sent once at most, only a quota is waited for: any other failure may come after the message was taken", async () => {
  const { to, misbehave } = ground({ repeats: "at_most_once" });
  await to(android("a-0"));
  await misbehave("fcm", { status: 503 });
  const away = await to(android("a-1"));
  expect(away.refusals).toMatchObject([
    { code: "fcm_unavailable", reason: expect.stringContaining("not known") },
  ]);
  await misbehave("fcm", { hangUp: true, afterKeeping: true });
  expect((await to(android("a-2"))).refusals).toMatchObject([
    { reason: expect.stringContaining("not known") },
  ]);
  await misbehave("fcm", { status: 429 });
  expect(await to(android("a-3"))).toMatchObject({ verdict: "later" });
});

test("a push service of somebody's own making is tried three times and then refused, and holds up nobody", async () => {
  const { textFor, send, rowsOf } = ground();
  const away: DeviceToken = { ...browser("b-1"), token: "http://127.0.0.1:1/push" };
  const text = textFor([away, android("a-1")]);
  for (const again of [true, true]) {
    expect((await send(text)).refusals).toMatchObject([{ index: 0, code: "webpush_no_answer", again }]);
  }
  const last = await send(text);
  expect(last).toMatchObject({ verdict: "accepted", message: expect.stringMatching(/^1 of 2/) });
  expect(last.refusals).toBeUndefined();
  expect((await rowsOf("fcm")).map(({ copies }) => copies)).toEqual([1]);
});
