import { readDate } from "../../events/call-times.ts";
import { checkJson } from "../../events/check-json.ts";
import { Refusal, wrongValue } from "../../events/refusal.ts";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { pick } from "./pick.ts";
import { readUser, type UserOperation } from "./read-user.ts";

export const messageLimits = {
  /** an entry of EventBridge, which AWS has taken up to 1 MB of since January 2026, with its envelope; larger ones are refused */
  bodyBytes: (1_024 + 16) * 1024,
  profiles: 5_000,
  eventIdChars: 200,
  /** how far a sender's clock may be ahead of ours */
  aheadMs: 300_000,
  /** what the log keeps of what came in for one user */
  keptChars: 4_096,
} as const;

/** One user of a call that cannot be taken, and why. */
export type RefusedUser = {
  /** place in `profiles` */
  index: number;
  token: string | null;
  operation: string;
  identity: string;
  refusal: Refusal;
  body: string;
};
export type TakenUser = UserOperation & { index: number; body: string };

export type Message = {
  /** of the envelope, to know what is delivered again; null where only its detail came */
  eventId: string | null;
  atMs: number;
  users: (TakenUser | RefusedUser)[];
};

/** The body as an object. Throws a `Refusal`. */
export function parseMessage(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, "body: is not JSON", "body", cause);
  }
  if (!isJsonObject(value)) {
    throw wrongValue("body", "must be a JSON object");
  }
  return value;
}

/** What came in for one user as JSON text for the log, its beginning where it is long. */
function kept(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= messageLimits.keptChars
    ? text
    : JSON.stringify(`${text.slice(0, messageLimits.keptChars).replace(/\p{Surrogate}/gu, "")}…`);
}

/** Milliseconds of a date in ISO 8601, or of a number or digits: UNIX seconds, or milliseconds when it is that large. */
function readTime(value: Json | undefined, field: string): number | undefined {
  const digits = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof digits !== "number") {
    return readDate(value, field);
  }
  const ms = digits < 1e11 ? digits * 1_000 : digits;
  if (!Number.isFinite(ms) || ms < 0 || ms >= Date.UTC(2100, 0, 1)) {
    throw wrongValue(field, "must lie between 1970 and 2100");
  }
  return Math.round(ms);
}

function eventIdOf(envelope: JsonObject): string | null {
  const { id } = envelope;
  if (id === undefined || id === null) {
    return null;
  }
  if (typeof id !== "string" || !/^[\x21-\x7e]+$/.test(id) || id.length > messageLimits.eventIdChars) {
    throw wrongValue("id", `must be plain text of 1 to ${messageLimits.eventIdChars} characters`);
  }
  return id;
}

function profilesOf(value: Json): Json[] {
  const profiles = Array.isArray(value) ? value : [value];
  if (profiles.length === 0) {
    throw wrongValue("profiles", "holds no user");
  }
  if (profiles.length > messageLimits.profiles) {
    throw wrongValue("profiles", `holds more than ${messageLimits.profiles} users`);
  }
  return profiles;
}

const timeOfDetail = (detail: JsonObject): number | undefined =>
  readTime(pick(detail, "time"), "time") ?? readTime(pick(detail, "ts"), "ts");

/** The envelope's time, which AWS cuts to whole seconds, with the fraction of the detail's own where that is of the same second. */
function finer(envelopeMs: number, detail: JsonObject): number {
  let own: number | undefined;
  try {
    own = timeOfDetail(detail);
  } catch (error) {
    // What the detail has under that name may be anything where its time is not asked for.
    if (!(error instanceof Refusal)) {
      throw error;
    }
  }
  return own !== undefined && own >= envelopeMs && own < envelopeMs + 1_000 && envelopeMs % 1_000 === 0
    ? own
    : envelopeMs;
}

function timeOf(envelope: JsonObject | null, detail: JsonObject, receivedMs: number): number {
  const envelopeMs = envelope ? readTime(envelope.time, "time") : undefined;
  const at = envelopeMs === undefined ? (timeOfDetail(detail) ?? receivedMs) : finer(envelopeMs, detail);
  // A clock that is far ahead would keep every later call out.
  return at > receivedMs + messageLimits.aheadMs ? receivedMs : at;
}

/**
 * Reads what EventBridge delivers (contracts: its envelope, or the detail alone) into one operation for each user. A user
 * who cannot be taken stands among the others with the reason. Throws a `Refusal` when nothing of it can be read.
 */
export function readMessage(body: JsonObject, receivedMs: number): Message {
  const envelope = isJsonObject(body.detail) ? body : null;
  if (!envelope && body.detail !== undefined && body["detail-type"] !== undefined) {
    throw wrongValue("detail", "must be a JSON object");
  }
  const detail = envelope ? (envelope.detail as JsonObject) : body;
  const given = pick(detail, "profiles");
  const list = given === undefined ? null : profilesOf(given);
  const shared = Object.fromEntries(
    Object.entries(detail).filter(([name]) => name.toLowerCase() !== "profiles" || list === null),
  );
  checkJson(shared, [], true);
  const keyValues = pick(shared, "key_values");
  const eventId = envelope ? eventIdOf(envelope) : null;
  const atMs = timeOf(envelope, shared, receivedMs);
  const users = (list ?? [shared]).map((profile, index): TakenUser | RefusedUser => {
    const path = list === null ? "" : Array.isArray(given) ? `profiles[${index}].` : "profiles.";
    const seen = { token: null as string | null, operation: "", identity: "" };
    let body = "null";
    try {
      if (!isJsonObject(profile)) {
        throw wrongValue(path.slice(0, -1) || "body", "must be a JSON object");
      }
      if (list !== null) {
        checkJson(profile, Array.isArray(given) ? ["profiles", index] : ["profiles"], true);
      }
      // Only now is it sure that the log can hold it.
      body = kept(list === null ? shared : { ...shared, profiles: profile });
      return { ...readUser({ profile, keyValues, path, seen }), index, body };
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      return { ...seen, index, refusal: error, body };
    }
  });
  return { eventId, atMs, users };
}
