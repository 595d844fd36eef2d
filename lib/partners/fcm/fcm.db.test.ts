import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import { privateKeyPiece, testServiceAccount } from "../../testing/service-account.ts";
import type { PartnerAccess } from "../connector.ts";
import { accessToken } from "./access-token.ts";
import { fcmConnector } from "./connector.ts";
import { fcmKit } from "./kit.ts";
import { sendToFcm } from "./send-message.ts";
import { readServiceAccount } from "./service-account.ts";

const database = testDatabase();
let sandbox: Sandbox;
let server: Server;
let answer: (url: string, body: string, authorization: string) => { status: number; body: string };
let asked: string[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
  server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) {
      body += piece;
    }
    const { url = "", headers } = request;
    asked.push(`${url} ${body} ${headers.authorization ?? ""}`);
    const said = answer(url, body, headers.authorization ?? "");
    response.writeHead(said.status).end(said.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await sandbox.stop();
  server.close();
});

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });

function accessTo(baseUrl: string, oauth: string, serviceAccount: string): PartnerAccess {
  return { settings: {}, secrets: { serviceAccount }, baseUrl, services: { oauth }, http };
}
const atSandbox = (project: string, more: Record<string, string> = {}) =>
  accessTo(sandbox.hostOf("fcm"), `${sandbox.hostOf("fcm")}/oauth`, testServiceAccount(project, more));
const atServer = (project: string) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return accessTo(url, url, testServiceAccount(project));
};
const message = (token: string) => ({ message: { token, notification: { title: "Hi" } } });

describe("a service account's key", () => {
  it.each<[string, string, RegExp]>([
    ["no JSON", "{", /no JSON/],
    ["another JSON", "[]", /no JSON object/],
    ["google-services.json", '{"project_info":{}}', /Service accounts/],
    ["a key of another type", testServiceAccount("p", { type: "authorized_user" }), /"type"/],
    ["no project", testServiceAccount("p", { project_id: "" }), /"project_id" is missing/],
    ["no e-mail", testServiceAccount("p", { client_email: "" }), /"client_email" is missing/],
    ["no private key", testServiceAccount("p", { private_key: "x" }), /"private_key"/],
  ])("that is %s is refused at once, in words that name what is missing", (_name, text, words) => {
    const { problem = "" } = readServiceAccount(text);
    expect(problem).toMatch(words);
    expect(problem).not.toContain(privateKeyPiece());
  });

  it("shows project, account and the key's id, and nothing of the private key", () => {
    const text = testServiceAccount("shop-prod");
    const field = fcmKit.settings[0];
    expect(fcmKit.found?.read({ serviceAccount: text })).toEqual({
      projectId: "shop-prod",
      clientEmail: "junction@shop-prod.iam.gserviceaccount.com",
    });
    expect(field?.kind === "secret" && field.shownBy?.(text)).toBe(
      "0123456789abcdef0123456789abcdef01234567",
    );
  });
});

describe("a test of a connection", () => {
  it("gets access and has a message looked at, and sends none", async () => {
    const said = await fcmConnector.verify(atSandbox("verify-ok"));
    expect(said).toMatchObject({ ok: true, httpStatus: 200 });
    expect(await database.db.prisma.sandboxMessage.count({ where: { partner: "fcm" } })).toBe(0);
  });

  it.each<[string, () => PartnerAccess, RegExp]>([
    [
      "a service account that is none any more",
      () => atSandbox("p", { client_email: "refused@p.iam.gserviceaccount.com" }),
      /invalid_grant.*was given no access.*clock/,
    ],
    ["one that may not send", () => atSandbox("refused-project"), /403 PERMISSION_DENIED.*role/],
    [
      "a private key that is cut off",
      () => atSandbox("p", { private_key: cut }),
      /private key .* cannot be read.*Download/,
    ],
  ])("says in words what is wrong with %s", async (_name, access, words) => {
    const said = await fcmConnector.verify(access());
    expect(said).toMatchObject({ ok: false, retry: "never", message: expect.stringMatching(words) });
    expect(JSON.stringify(said)).not.toContain(privateKeyPiece());
  });
});

const cut = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

test("a token is asked for once for all who need it, and anew five minutes before it ends", async () => {
  let given = 0;
  answer = () => {
    given += 1;
    return { status: 200, body: JSON.stringify({ access_token: `t-${given}`, expires_in: 3_600 }) };
  };
  const access = atServer("cached");
  const now = Date.now();
  const all = await Promise.all(Array.from({ length: 20 }, () => accessToken(access, { nowMs: now })));
  expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(given).toBe(1);
  await accessToken(access, { nowMs: now + 3_299_000 });
  expect(given).toBe(1);
  expect(await accessToken(access, { nowMs: now + 3_301_000 })).toMatchObject({ token: "t-2" });
});

test("a token that Firebase does not accept any more is renewed once, and a private key is sent nowhere", async () => {
  let given = 0;
  asked = [];
  answer = (url, _body, authorization) => {
    if (url === "/token") {
      given += 1;
      return { status: 200, body: JSON.stringify({ access_token: `fresh-${given}`, expires_in: 3_600 }) };
    }
    return authorization === "Bearer fresh-2"
      ? { status: 200, body: '{"name":"projects/renewed/messages/1"}' }
      : { status: 401, body: '{"error":{"status":"UNAUTHENTICATED"}}' };
  };
  const access = atServer("renewed");
  expect(await sendToFcm(message("t"), access)).toMatchObject({ outcome: "sent" });
  answer = (url, _body, authorization) =>
    url === "/token"
      ? { status: 200, body: '{"access_token":"fresh-3"}' }
      : {
          status: 401,
          body: `{"error":{"status":"UNAUTHENTICATED","message":"${authorization}"}}`,
        };
  const refused = await sendToFcm(message("t"), access);
  expect(refused).toMatchObject({ outcome: "unauthorised" });
  expect(JSON.stringify(refused)).not.toContain("fresh-3");
  expect(asked.join("\n")).not.toContain(privateKeyPiece());
});

test.each<[string, number, string, string]>([
  ["unregistered-1", 404, "dead", "fcm_unregistered"],
  ["invalid-1", 400, "dead", "fcm_invalid_argument"],
  ["other-project-1", 403, "foreign", "fcm_sender_id_mismatch"],
  ["no-apns-1", 401, "unauthorised", "fcm_third_party_auth_error"],
  ["good-1", 200, "sent", "fcm_sent"],
])("of the device %s Firebase's answer %i means %s", async (token, httpStatus, outcome, code) => {
  const said = await sendToFcm(message(token), atSandbox("devices"));
  expect(said).toMatchObject({ outcome, code, answer: { httpStatus } });
});

test("a message at fault is about itself and leaves the token alone", async () => {
  const said = await sendToFcm({ message: { token: "good", data: { google_x: "1" } } }, atSandbox("devices"));
  expect(said).toMatchObject({ outcome: "refused", code: "fcm_invalid_argument" });
});

test("where a 429 says no time, Firebase is left alone for a minute, as it asks", async () => {
  answer = (url) =>
    url === "/token"
      ? { status: 200, body: '{"access_token":"t"}' }
      : {
          status: 429,
          body: '{"error":{"status":"RESOURCE_EXHAUSTED","details":[{"errorCode":"QUOTA_EXCEEDED"}]}}',
        };
  const said = await sendToFcm(message("t"), atServer("quota"));
  expect(said).toMatchObject({
    outcome: "later",
    code: "fcm_quota_exceeded",
    answer: { retryAfterMs: 60_000 },
  });
});
