import { randomUUID } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../account.ts";
import {
  type Glance,
  refused,
  type SandboxAnswer,
  type SandboxCall,
  type SandboxPartner,
  type SandboxReading,
  type SandboxReceived,
} from "../kit.ts";
import { parseObject } from "../parse-object.ts";
import { storableJson, storableText } from "../storable.ts";
import { decryptPush, sandboxSubscription } from "./subscription.ts";
import { signerOf } from "./vapid-signature.ts";

/** What every push service has to take, encryption included (RFC 8030, section 7.2). */
const MAX_BODY = 4_096;

function problem(status: number, message: string): SandboxAnswer {
  return { status, body: JSON.stringify({ code: status, message }) };
}

/** Rules of the sandbox alone, so that each answer can be shown: by how a browser's name begins. */
const byName: [string, SandboxAnswer][] = [
  ["gone", problem(410, "the subscription has ended")],
  ["missing", problem(404, "there is no such subscription")],
  ["other-key", problem(403, "the subscription was made with another key")],
];
const gone = problem(410, "the subscription is ended on purpose");

function headerOf({ headers }: SandboxCall, name: string): string | null {
  const value = headers[name];
  return typeof value === "string" ? value : null;
}

function reading(
  account: string,
  browser: string,
  body: JsonObject,
  refusal: SandboxAnswer | null,
): SandboxReceived {
  const given = isJsonObject(body.message) ? body.message.messageId : undefined;
  const id = typeof given === "string" && given !== "" ? `${given} ${browser}` : `sandbox-${randomUUID()}`;
  return {
    kind: "received",
    account,
    records: [
      {
        messageId: storableText(id).slice(0, 300),
        body: storableJson(body),
        problem: refusal && `${refusal.status} ${String(parseObject(Buffer.from(refusal.body))?.message)}`,
        faultKey: browser,
      },
    ],
    answer: refusal ?? { status: 201, headers: { location: `/message/${randomUUID()}` }, body: "" },
    without: () => reading(account, browser, body, gone),
  };
}

function read(call: SandboxCall): SandboxReading {
  const [, place = "", name = ""] = /^\/(push|subscription)\/([^/]{1,200})$/.exec(call.path) ?? [];
  const browser = name && decodeURIComponent(name);
  if (call.method === "GET" && place === "subscription") {
    const host = `http://${String(call.headers.host)}/vapid`;
    return refused({ status: 200, body: JSON.stringify(sandboxSubscription(host, browser)) });
  }
  if (call.method !== "POST" || place !== "push") {
    return refused(problem(404, "POST to /push/<name of a browser>, or GET /subscription/<name>"));
  }
  const signer = signerOf(call);
  if ("problem" in signer) {
    return refused(problem(401, signer.problem));
  }
  if (/^(mailto|https):\/{0,2}refused/.test(signer.subject)) {
    return refused(problem(403, "the contact is not accepted"));
  }
  const account = sandboxAccount(signer.publicKey);
  if (!/^\d{1,7}$/.test(headerOf(call, "ttl") ?? "")) {
    return refused(problem(400, "the header TTL is missing"), account);
  }
  const text = headerOf(call, "content-encoding") === "aes128gcm" ? decryptPush(browser, call.body) : null;
  if (text === null) {
    return refused(problem(400, "the message is not encrypted for this browser"), account);
  }
  const body: JsonObject = {
    browser,
    ttl: Number(headerOf(call, "ttl")),
    urgency: headerOf(call, "urgency"),
    topic: headerOf(call, "topic"),
    message: parseObject(Buffer.from(text)) ?? text,
  };
  const refusal = byName.find(([start]) => browser.startsWith(start))?.[1] ?? null;
  return reading(account, browser, body, refusal);
}

function glance(body: JsonObject): Glance {
  const message = isJsonObject(body.message) ? body.message : {};
  return { kind: "push", name: String(message.title ?? ""), person: String(body.browser ?? "") };
}

/** A browser's push service and its browsers, which decrypt what comes; the account is the key that signs. */
export const vapidSandbox: SandboxPartner = {
  id: "vapid",
  accountFields: ["publicKey"],
  keeps: [],
  maxBodyBytes: MAX_BODY,
  tooLarge: problem(413, "the message is larger than 4,096 bytes"),
  read,
  problem,
  glance,
};
