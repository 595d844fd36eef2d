import { randomUUID } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../account.ts";
import type {
  Glance,
  SandboxAnswer,
  SandboxCall,
  SandboxPartner,
  SandboxReading,
  SandboxRecord,
} from "../kit.ts";
import { parseObject } from "../parse-object.ts";
import { storableJson, storableText } from "../storable.ts";
import { messageProblem } from "./message-problem.ts";

// Limits as Segment's HTTP API documentation states them.
const MAX_BATCH_BYTES = 500 * 1024;
const MAX_EVENT_BYTES = 32 * 1024;
const MAX_BATCH_EVENTS = 2_500;
/** What is kept of an event that is too large. */
const KEPT_OF_TOO_LARGE = 2_000;

const calls = ["identify", "track", "page", "screen", "group", "alias"];
const success: SandboxAnswer = { status: 200, body: '{"success":true}' };

function problem(status: number, message: string): SandboxAnswer {
  return { status, body: JSON.stringify({ success: false, message }) };
}

function keyOf(call: SandboxCall, body: JsonObject): string {
  const header = call.headers.authorization;
  const basic = typeof header === "string" ? /^Basic\s+(\S+)$/i.exec(header)?.[1] : undefined;
  if (basic !== undefined) {
    return Buffer.from(basic, "base64").toString("utf8").split(":")[0] ?? "";
  }
  return typeof body.writeKey === "string" ? body.writeKey : "";
}

function recordOf(message: JsonObject, index: number): SandboxRecord {
  const { writeKey: _never, ...kept } = message;
  const given = typeof message.messageId === "string" ? storableText(message.messageId) : "";
  const messageId = given === "" ? `sandbox-${randomUUID()}` : given.slice(0, 300);
  const body = storableJson(kept);
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_EVENT_BYTES) {
    const cut = JSON.stringify({ cut: storableText(body.slice(0, KEPT_OF_TOO_LARGE)) });
    return { messageId, body: cut, problem: `larger than 32 KB (${bytes} bytes)` };
  }
  if (index >= MAX_BATCH_EVENTS) {
    return { messageId, body, problem: `more than ${MAX_BATCH_EVENTS} events in one batch` };
  }
  return { messageId, body, problem: messageProblem(message) };
}

function messagesOf(name: string, body: JsonObject): JsonObject[] | null {
  if (name !== "batch") {
    return [{ type: name, ...body }];
  }
  if (!Array.isArray(body.batch)) {
    return null;
  }
  const shared = { context: body.context, integrations: body.integrations };
  return body.batch.map((message) => {
    const own = isJsonObject(message) ? message : { type: "unreadable", value: message };
    const merged: JsonObject = { ...own };
    for (const [field, value] of Object.entries(shared)) {
      if (isJsonObject(value)) {
        const given = own[field];
        merged[field] = { ...value, ...(isJsonObject(given) ? given : {}) };
      }
    }
    return merged;
  });
}

function read(call: SandboxCall): SandboxReading {
  const name = /^\/v1\/([a-z]+)\/?$/.exec(call.path)?.[1] ?? "";
  if (name !== "batch" && !calls.includes(name)) {
    return { kind: "refused", account: null, answer: problem(404, "not found") };
  }
  if (call.method !== "POST") {
    return { kind: "refused", account: null, answer: problem(405, "only POST is possible here") };
  }
  const body = parseObject(call.body);
  if (!body) {
    return { kind: "refused", account: null, answer: problem(400, "malformed JSON") };
  }
  const key = keyOf(call, body);
  // A rule of the sandbox alone, so that a wrong key can be shown: Segment itself answers 200 to any key.
  if (key === "" || key.startsWith("refused")) {
    return { kind: "refused", account: null, answer: problem(401, "the write key is not valid") };
  }
  const account = sandboxAccount(key);
  const messages = messagesOf(name, body);
  if (!messages) {
    return { kind: "refused", account, answer: problem(400, "batch must be an array") };
  }
  if (name !== "batch" && call.body.length > MAX_EVENT_BYTES) {
    return { kind: "refused", account, answer: problem(400, "the event is larger than 32 KB") };
  }
  return { kind: "received", account, records: messages.map(recordOf), answer: success };
}

function glance(body: JsonObject): Glance {
  const text = (...fields: string[]) => {
    const found = fields.map((field) => body[field]).find((value) => value !== undefined && value !== null);
    return typeof found === "string" || typeof found === "number" ? String(found) : "";
  };
  return { kind: text("type"), name: text("event", "name"), person: text("userId", "anonymousId") };
}

/** Segment's tracking API: single calls and batches, its limits, and 200 for nearly everything. */
export const segmentSandbox: SandboxPartner = {
  id: "segment",
  accountFields: ["writeKey"],
  keeps: [],
  maxBodyBytes: MAX_BATCH_BYTES,
  tooLarge: problem(400, "the request is larger than 500 KB"),
  read,
  problem,
  glance,
};
