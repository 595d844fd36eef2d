import { createHash, randomUUID } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
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
import { answerOfToken, fcmError, fcmProblem, unregistered } from "./fcm-answers.ts";
import { grantToken, isGranted } from "./grant-token.ts";

const MAX_PAYLOAD = 4_096;
const SEND = /^\/v1\/projects\/([^/]+)\/messages:send$/;

function invalid(field: string, message: string): SandboxAnswer {
  return fcmError(400, { status: "INVALID_ARGUMENT", message, field });
}

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** What FCM finds wrong with a message itself. */
function messageProblem(message: JsonObject): SandboxAnswer | null {
  const { token, topic, condition } = message;
  if ([token, topic, condition].filter((each) => typeof each === "string" && each !== "").length !== 1) {
    return invalid("message", "Exactly one of token, topic or condition is required.");
  }
  const data = objectOf(message.data);
  for (const [key, value] of Object.entries(data)) {
    if (typeof value !== "string") {
      return invalid(`message.data[${key}]`, "Invalid value (TYPE_STRING)");
    }
    if (/^(from$|message_type$|google|gcm)/.test(key)) {
      return invalid("message.data", `Invalid data payload key: ${key}`);
    }
  }
  const payload = { ...objectOf(message.notification), ...data };
  const bytes = Object.entries(payload).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  if (bytes > MAX_PAYLOAD) {
    return fcmError(400, { status: "INVALID_ARGUMENT", message: "Android message is too big" });
  }
  const ttl = objectOf(message.android).ttl;
  if (ttl !== undefined && !/^\d{1,7}(\.\d+)?s$/.test(String(ttl))) {
    return invalid("message.android.ttl", "Invalid duration");
  }
  const collapse = objectOf(objectOf(message.apns).headers)["apns-collapse-id"];
  return typeof collapse === "string" && Buffer.byteLength(collapse) > 64
    ? invalid("message.apns.headers", "apns-collapse-id exceeds 64 bytes")
    : null;
}

function reading(
  account: string,
  project: string,
  message: JsonObject,
  refusal: SandboxAnswer | null,
): SandboxReceived {
  const token = String(message.token ?? "");
  const given = objectOf(message.data).junction_id;
  const device = createHash("sha256").update(token).digest("hex").slice(0, 12);
  const id = typeof given === "string" && given !== "" ? `${given} ${device}` : `sandbox-${randomUUID()}`;
  const error = refusal && objectOf(parseObject(Buffer.from(refusal.body))?.error);
  return {
    kind: "received",
    account,
    records: [
      {
        messageId: storableText(id).slice(0, 300),
        body: storableJson({ message }),
        problem: error && `${refusal?.status} ${String(error.status)}: ${String(error.message)}`,
        faultKey: token,
      },
    ],
    answer: refusal ?? {
      status: 200,
      body: JSON.stringify({ name: `projects/${project}/messages/${randomUUID()}` }),
    },
    // Refused on purpose: its app is gone.
    without: () => reading(account, project, message, unregistered),
  };
}

function read(call: SandboxCall): SandboxReading {
  if (call.method === "POST" && call.path === "/oauth/token") {
    return refused(grantToken(call));
  }
  const [, project = ""] = SEND.exec(decodeURIComponent(call.path)) ?? [];
  if (project === "" || call.method !== "POST") {
    return refused(fcmProblem(404, "only messages:send is played"));
  }
  if (!isGranted(call)) {
    return refused(fcmProblem(401, "Request had invalid authentication credentials."));
  }
  if (project.startsWith("refused")) {
    const message = "Permission 'cloudmessaging.messages.create' denied on the project";
    return refused(fcmError(403, { status: "PERMISSION_DENIED", message }));
  }
  const account = sandboxAccount(project);
  const body = parseObject(call.body);
  const message = objectOf(body?.message);
  const problem = body ? messageProblem(message) : fcmProblem(400, "Invalid JSON payload received.");
  if (body?.validate_only === true) {
    const answer = problem ?? {
      status: 200,
      body: JSON.stringify({ name: `projects/${project}/messages/fake_message_id` }),
    };
    return { kind: "asked", account, answer: async () => answer };
  }
  return reading(account, project, message, problem ?? answerOfToken(String(message.token ?? "")));
}

function glance(body: JsonObject): Glance {
  const message = objectOf(body.message);
  const token = String(message.token ?? "");
  return {
    kind: "push",
    name: String(objectOf(message.notification).title ?? ""),
    person: token.length > 24 ? `${token.slice(0, 12)}…${token.slice(-6)}` : token,
  };
}

/** Firebase Cloud Messaging's HTTP v1, with Google's token endpoint; the account is the project. */
export const fcmSandbox: SandboxPartner = {
  id: "fcm",
  accountFields: ["projectId"],
  keeps: [],
  maxBodyBytes: 100_000,
  tooLarge: fcmProblem(400, "Request payload size exceeds the limit"),
  read,
  problem: fcmProblem,
  glance,
};
