import { randomUUID } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../account.ts";
import type { Glance, SandboxAnswer, SandboxCall, SandboxPartner, SandboxReading } from "../kit.ts";
import { storableJson, storableText } from "../storable.ts";

const MAX_BODY_BYTES = 1_000_000;
const methods = ["POST", "PUT", "PATCH", "GET", "DELETE"];

function problem(status: number, message: string): SandboxAnswer {
  return { status, body: JSON.stringify({ message }) };
}

/** Headers that say nothing of the message, and those whose values nobody is to read here. */
const dull = ["host", "connection", "content-length", "accept-encoding", "keep-alive"];
const secret = /authorization|cookie|key|token|secret|password|signature/;

function headersOf({ headers }: SandboxCall): JsonObject {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
      if (dull.includes(name)) {
        return [];
      }
      const isShown = name === "idempotency-key" || !secret.test(name);
      const scheme = name === "authorization" ? `${text.split(" ")[0]} ` : "";
      return [[name, isShown ? text : `${scheme}••••`] as const];
    }),
  );
}

function bodyOf({ headers, body }: SandboxCall): Json {
  const text = body.toString("utf8");
  const type = String(headers["content-type"] ?? "");
  if (type.includes("x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return type.includes("json") ? (JSON.parse(text) as Json) : text || null;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return text;
    }
    throw error;
  }
}

/** Any request below an account's own address; the first part of the path is its key. */
function read(call: SandboxCall): SandboxReading {
  const [, key = "", rest = ""] = /^\/([^/]+)(\/.*)?$/.exec(call.path) ?? [];
  if (key === "") {
    return { kind: "refused", account: null, answer: problem(404, "the address names no account") };
  }
  // A rule of the sandbox alone, so that wrong credentials can be shown.
  if (key.startsWith("refused")) {
    return { kind: "refused", account: null, answer: problem(401, "the credentials are not accepted") };
  }
  const account = sandboxAccount(key);
  if (!methods.includes(call.method)) {
    return { kind: "refused", account, answer: problem(405, `use one of ${methods.join(", ")}`) };
  }
  const given = call.headers["idempotency-key"];
  const messageId =
    typeof given === "string" && given !== "" ? storableText(given).slice(0, 300) : `sandbox-${randomUUID()}`;
  const body: JsonObject = {
    method: call.method,
    path: rest || "/",
    query: Object.fromEntries(call.query),
    headers: headersOf(call),
    body: bodyOf(call),
  };
  return {
    kind: "received",
    account,
    records: [{ messageId, body: storableJson(body), problem: null }],
    answer: { status: 200, body: '{"ok":true}' },
  };
}

/** Where a body or a query is likely to name somebody. */
const personFields = ["identity", "userId", "user_id", "user", "email", "phone"];

function personOf(values: Json | undefined): string {
  const found = isJsonObject(values)
    ? personFields.map((field) => values[field]).find((value) => typeof value === "string")
    : undefined;
  return typeof found === "string" ? found : "";
}

function glance(record: JsonObject): Glance {
  return {
    kind: String(record.method ?? ""),
    name: String(record.path ?? ""),
    person: personOf(record.body) || personOf(record.query),
  };
}

/** Takes whatever webhooks send, keeps it by its Idempotency-Key, and shows it. Secrets are not kept. */
export const webhookSandbox: SandboxPartner = {
  id: "webhook",
  accountFields: [],
  keeps: [],
  maxBodyBytes: MAX_BODY_BYTES,
  tooLarge: problem(413, "the request is larger than 1 MB"),
  read,
  problem,
  glance,
};
