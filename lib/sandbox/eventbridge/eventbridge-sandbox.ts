import { createHash, randomUUID } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../account.ts";
import type {
  Glance,
  SandboxAnswer,
  SandboxCall,
  SandboxPartner,
  SandboxReading,
  SandboxReceived,
} from "../kit.ts";
import { parseObject } from "../parse-object.ts";
import { queueDeliveries } from "../rules/deliveries-store.ts";
import { storableJson, storableText } from "../storable.ts";
import { personIn } from "./person-in.ts";
import { signerOf } from "./signature.ts";
import { readSts, sessionOf, temporaryKeyId } from "./sts.ts";

// The user guide's limit of entries, and the bytes that AWS takes since January 2026.
const MAX_ENTRIES = 10;
const MAX_BYTES = 1_048_576;
const MAX_BODY_BYTES = 2_000_000;
/** Of the event by which Junction tests a connection; the pattern of the sandbox's rules leaves it out. */
const TEST_SOURCE = "junction.test";

function problem(status: number, type: string, message: string): SandboxAnswer {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify({ __type: type, message }),
  };
}

/** What AWS calls a fault that the sandbox was told to have. */
const faultNames: Record<number, string> = {
  400: "ValidationException",
  401: "UnrecognizedClientException",
  429: "ThrottlingException",
  500: "InternalFailure",
  503: "ServiceUnavailable",
};

const isText = (value: Json | undefined): value is string => typeof value === "string" && value !== "";

function detailOf(text: Json | undefined): JsonObject | null {
  return isText(text) ? parseObject(Buffer.from(text)) : null;
}

type Failure = { ErrorCode: string; ErrorMessage: string };

function entryFailure(entry: JsonObject): Failure | null {
  const { Source, DetailType, Detail } = entry;
  if (!isText(Source) || !isText(DetailType) || !isText(Detail)) {
    return { ErrorCode: "InvalidArgument", ErrorMessage: "Source, DetailType and Detail are required." };
  }
  if (Source.startsWith("aws.")) {
    return {
      ErrorCode: "NotAuthorizedForSourceException",
      ErrorMessage: "Not authorized for the source.",
    };
  }
  return detailOf(Detail) ? null : { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
}

function bytesOf(entry: JsonObject): number {
  const resources = Array.isArray(entry.Resources) ? entry.Resources : [];
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...resources].filter(isText);
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), entry.Time === undefined ? 0 : 14);
}

/** The event as rules and targets get it. */
function envelopeOf(entry: JsonObject, id: string, region: string): JsonObject {
  const bus = isText(entry.EventBusName) ? entry.EventBusName : "default";
  const seconds = typeof entry.Time === "number" ? entry.Time * 1000 : Date.now();
  return {
    version: "0",
    id,
    "detail-type": entry.DetailType ?? null,
    source: entry.Source ?? null,
    account: /^arn:aws:events:[^:]*:(\d{12}):/.exec(bus)?.[1] ?? "000000000000",
    time: new Date(seconds).toISOString().replace(/\.\d{3}Z$/, "Z"),
    region,
    resources: Array.isArray(entry.Resources) ? entry.Resources : [],
    detail: detailOf(entry.Detail) ?? entry.Detail ?? null,
    "event-bus-name": bus.split("event-bus/").at(-1) ?? bus,
  };
}

type Judged = { entry: JsonObject; id: string; failure: Failure | null };

function reading(account: string, region: string, judged: Judged[]): SandboxReceived {
  const asked = judged.filter(({ entry, failure }) => !failure && entry.Source !== TEST_SOURCE);
  return {
    kind: "received",
    account,
    records: judged.map(({ entry, id, failure }) => ({
      messageId: id,
      body: storableJson(envelopeOf(entry, id, region)),
      problem: failure && `${failure.ErrorCode}: ${failure.ErrorMessage}`,
      faultKey: createHash("sha1")
        .update(storableText(String(entry.Detail)))
        .digest("hex"),
    })),
    keep: (tx) =>
      queueDeliveries(
        tx,
        account,
        asked.map(({ id }) => id),
      ),
    answer: {
      status: 200,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({
        FailedEntryCount: judged.filter(({ failure }) => failure).length,
        Entries: judged.map(({ id, failure }) => failure ?? { EventId: id }),
      }),
    },
    without: (refused) =>
      reading(
        account,
        region,
        judged.map((one, index) =>
          refused.has(index) && !one.failure
            ? { ...one, failure: { ErrorCode: "InternalFailure", ErrorMessage: "a fault on purpose" } }
            : one,
        ),
      ),
  };
}

function read(call: SandboxCall): SandboxReading {
  const refused = (account: string | null, type: string, message: string): SandboxReading => ({
    kind: "refused",
    account,
    answer: problem(400, type, message),
  });
  if (/^\/sts\/?$/.test(call.path)) {
    return readSts(call);
  }
  if (call.method !== "POST" || call.headers["x-amz-target"] !== "AWSEvents.PutEvents") {
    return refused(null, "UnknownOperationException", "only AWSEvents.PutEvents is played");
  }
  const signed = signerOf(call, "events");
  if (!signed) {
    return refused(null, "MissingAuthenticationTokenException", "the request is not signed");
  }
  // A rule of the sandbox alone, so that a wrong key can be shown.
  if (signed.accessKeyId.toLowerCase().startsWith("refused")) {
    return refused(
      null,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  }
  const session = signed.sessionToken === null ? null : sessionOf(signed.sessionToken, new Date());
  const isKeyOfSession = session !== null && signed.accessKeyId === temporaryKeyId(session.role);
  if (signed.accessKeyId.startsWith("ASIA") !== isKeyOfSession) {
    return refused(
      null,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  }
  const account = sandboxAccount(session?.role ?? signed.accessKeyId);
  if (session?.hasEnded) {
    return refused(
      account,
      "ExpiredTokenException",
      "The security token included in the request is expired.",
    );
  }
  const entries = parseObject(call.body)?.Entries;
  if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isJsonObject)) {
    return refused(account, "ValidationException", "Entries must hold at least one entry");
  }
  if (entries.length > MAX_ENTRIES) {
    return refused(account, "ValidationException", `Entries must hold at most ${MAX_ENTRIES} entries`);
  }
  if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > MAX_BYTES) {
    return refused(
      account,
      "ValidationException",
      "Total size of the entries in the request is over the limit.",
    );
  }
  return reading(
    account,
    signed.region,
    entries.map((entry) => ({ entry, id: randomUUID(), failure: entryFailure(entry) })),
  );
}

function glance(body: JsonObject): Glance {
  const text = (value: Json | undefined) => (isText(value) ? value : "");
  return { kind: text(body.source), name: text(body["detail-type"]), person: personIn(body) };
}

/** PutEvents of Amazon EventBridge, and AssumeRole of STS below /sts; an account is a role, else an access key ID. */
export const eventbridgeSandbox: SandboxPartner = {
  id: "eventbridge",
  accountFields: ["roleArn", "accessKeyId"],
  keeps: [],
  hasRules: true,
  maxBodyBytes: MAX_BODY_BYTES,
  tooLarge: problem(413, "RequestEntityTooLargeException", "the request is too large"),
  read,
  // AWS says nearly everything with 400 and a name.
  problem: (status, message) =>
    problem(status >= 500 ? status : 400, faultNames[status] ?? "ValidationException", message),
  glance,
};
