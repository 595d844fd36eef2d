import { sign } from "node:crypto";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { testServiceAccount } from "../testing/service-account.ts";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";
import { decryptPush, sandboxSubscription } from "./vapid/subscription.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

const { private_key: privateKey } = JSON.parse(testServiceAccount("p")) as { private_key: string };
const AUDIENCE = "https://oauth2.googleapis.com/token";
const now = () => Math.floor(Date.now() / 1_000);
const claims = () => ({
  iss: "junction@p.iam.gserviceaccount.com",
  scope: "https://www.googleapis.com/auth/firebase.messaging",
  aud: AUDIENCE,
  iat: now(),
  exp: now() + 3_600,
});

async function askForToken(more: object, alg = "RS256") {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg })}.${part({ ...claims(), ...more })}`;
  const signature = sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url");
  const body = new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: `${signed}.${signature}`,
  });
  return fetch(`${sandbox.hostOf("fcm")}/oauth/token`, { method: "POST", body });
}

it.each<[string, object, string?]>([
  ["another audience", { aud: "https://example.com" }],
  ["another scope", { scope: "https://www.googleapis.com/auth/cloud-platform" }],
  ["more than an hour", { exp: now() + 7_200 }],
  ["a time that is over", { iat: now() - 7_200, exp: now() - 3_600 }],
  ["another signature", {}, "none"],
])("Google's stand-in grants nothing for an assertion with %s", async (_name, more, alg) => {
  const answer = await askForToken(more, alg);
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: "invalid_grant" }]);
});

async function sendMessage(message: object, headers: Record<string, string> = {}) {
  const { access_token } = await (await askForToken({})).json();
  return fetch(`${sandbox.hostOf("fcm")}/v1/projects/p/messages:send`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, ...headers },
    body: JSON.stringify({ message }),
  });
}

it.each<[string, object, number, RegExp]>([
  ["no device", { notification: { title: "a" } }, 400, /Exactly one of/],
  ["a number in data", { token: "t", data: { a: 1 } }, 400, /message\.data\[a\]/],
  ["a key of Google's", { token: "t", data: { "google.a": "1" } }, 400, /Invalid data payload key/],
  ["more than 4,096 bytes", { token: "t", data: { a: "x".repeat(4_096) } }, 400, /too big/],
  ["another duration", { token: "t", android: { ttl: 60 } }, 400, /Invalid duration/],
  [
    "a long collapse id",
    { token: "t", apns: { headers: { "apns-collapse-id": "x".repeat(65) } } },
    400,
    /exceeds 64 bytes/,
  ],
  ["all that it needs", { token: "t", notification: { title: "a" } }, 200, /projects\/p\/messages/],
])(
  "Firebase's stand-in answers a message with %s as Firebase does",
  async (_name, message, status, words) => {
    const answer = await sendMessage(message);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(words)]);
  },
);

test("Firebase's stand-in lets nobody in without a token that it granted", async () => {
  const answer = await sendMessage({ token: "t" }, { authorization: "Bearer mine" });
  expect(answer.status).toBe(401);
});

test("a push service's stand-in takes no message that is not signed, and says what it misses", async () => {
  const { endpoint } = sandboxSubscription(sandbox.hostOf("vapid"), "b");
  const answer = await fetch(endpoint, { method: "POST", headers: { ttl: "1" }, body: "x" });
  expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining("not signed")]);
  const told = await (await fetch(`${sandbox.hostOf("vapid")}/subscription/b`)).json();
  expect(told).toEqual(sandboxSubscription(sandbox.hostOf("vapid"), "b"));
});

test("a browser's stand-in reads nothing out of what is not for it", () => {
  expect(decryptPush("b", Buffer.alloc(0))).toBeNull();
  expect(decryptPush("b", Buffer.concat([Buffer.alloc(20), Buffer.of(65), Buffer.alloc(100)]))).toBeNull();
});
