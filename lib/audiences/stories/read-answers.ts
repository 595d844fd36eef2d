import { readDate } from "../../events/call-times.ts";
import { isExact, LongId } from "../../events/long-ids.ts";
import { Refusal, wrongValue } from "../../events/refusal.ts";
import { isEmptyIdentity } from "../../kernel/empty-identity.ts";
import { newId } from "../../kernel/ids.ts";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { userLimits } from "../inbound/read-user.ts";
import { isStoryKind, type StoryKind, storyKindIds } from "./kinds.ts";
import { storyLimits } from "./schema.ts";

/** One answer of a user to an interactive part of a story. */
export type StoryAnswer = {
  messageId: string;
  atMs: number;
  storyGroupId: string;
  storyId: string;
  componentId: string;
  kind: StoryKind;
  answer: string;
  identity: string;
};

/** The body as an object. Throws a `Refusal`. */
export function parseAnswers(text: string): JsonObject {
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

/** Text, or a number or truth value as text; null where it is empty or missing. */
function textOf(value: Json | undefined, field: string, max: number): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value === "object") {
    throw wrongValue(field, "must be text");
  }
  if (typeof value === "number" && !isExact(value)) {
    throw new LongId(field);
  }
  const text = String(value).trim();
  if (text.length > max) {
    throw wrongValue(field, `must be at most ${max} characters long`);
  }
  if (/[\0\p{Cs}]/u.test(text)) {
    throw wrongValue(field, "must be plain text");
  }
  return text || null;
}

function needed(event: JsonObject, name: string, path: string, max: number): string {
  const text = textOf(event[name], `${path}${name}`, max);
  if (text === null) {
    throw wrongValue(`${path}${name}`, "is missing");
  }
  return text;
}

function timeOf(value: Json | undefined, field: string, receivedMs: number): number {
  const at = typeof value === "number" ? value : readDate(value, field);
  if (at === undefined) {
    return receivedMs;
  }
  if (!Number.isFinite(at) || at < 0 || at >= Date.UTC(2100, 0, 1)) {
    throw wrongValue(field, "must be a date in ISO 8601, or milliseconds since 1970");
  }
  // A clock that is far ahead would keep every later answer out.
  return at > receivedMs + storyLimits.aheadMs ? receivedMs : Math.round(at);
}

function readAnswer(event: Json, path: string, receivedMs: number): StoryAnswer {
  if (!isJsonObject(event)) {
    throw wrongValue(path.slice(0, -1) || "body", "must be a JSON object");
  }
  const { idChars, answerChars } = storyLimits;
  const kind = needed(event, "kind", path, idChars);
  if (!isStoryKind(kind)) {
    throw wrongValue(`${path}kind`, `must be one of ${storyKindIds.join(", ")}`);
  }
  const identity = needed(event, "customParameter", path, userLimits.identityChars);
  if (isEmptyIdentity(identity)) {
    throw wrongValue(`${path}customParameter`, `${JSON.stringify(identity)} names nobody`);
  }
  if (
    Math.max(Buffer.byteLength(identity), Buffer.byteLength(identity.toLowerCase())) >
    userLimits.identityBytes
  ) {
    throw wrongValue(`${path}customParameter`, `must be at most ${userLimits.identityBytes} bytes long`);
  }
  return {
    messageId: textOf(event.messageId, `${path}messageId`, idChars) ?? newId(receivedMs),
    atMs: timeOf(event.timestamp, `${path}timestamp`, receivedMs),
    storyGroupId: needed(event, "storyGroupId", path, idChars),
    storyId: needed(event, "storyId", path, idChars),
    componentId: needed(event, "componentId", path, idChars),
    kind,
    answer: needed(event, "answer", path, answerChars),
    identity,
  };
}

/** Reads one event, or those of `events`. Throws a `Refusal` that names the first field that is wrong. */
export function readAnswers(body: JsonObject, receivedMs: number): StoryAnswer[] {
  const { events } = body;
  if (events === undefined) {
    return [readAnswer(body, "", receivedMs)];
  }
  if (!Array.isArray(events) || events.length === 0) {
    throw wrongValue("events", "must be a list of events");
  }
  if (events.length > storyLimits.events) {
    throw wrongValue("events", `holds more than ${storyLimits.events} events`);
  }
  return events.map((event, index) => readAnswer(event, `events[${index}].`, receivedMs));
}
