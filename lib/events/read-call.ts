import { randomUUID } from "node:crypto";
import { isEmptyIdentity } from "../kernel/empty-identity.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { SUBSCRIPTION_TRAIT, tokensOfCall } from "../people/device-token.ts";
import { type CallIdentifier, identifiersOf } from "../people/identify.ts";
import { type Call, callLimits } from "./call.ts";
import { happenedAt, readDate } from "./call-times.ts";
import { checkJson } from "./check-json.ts";
import { withCleanStrings } from "./clean-strings.ts";
import { isExact, LongId } from "./long-ids.ts";
import { mergedIn } from "./merge-properties.ts";
import { Refusal, refusals, wrongValue } from "./refusal.ts";
import { type CallType, callTypes } from "./schema.ts";
import { WRITTEN, writtenIn } from "./written-order.ts";

/** What a call's reader knows of the request around it. */
export type CallScope = {
  receivedAt: number;
  /** of the batch; a call's own counts first */
  sentAt: number | undefined;
  /** of the batch; merged under each call's own */
  context: JsonObject | undefined;
  integrations: JsonObject | undefined;
  /** the strings must be looked at one by one: some may not be such as can be stored */
  strings: boolean;
};

const empty: JsonObject = {};
const none: readonly CallIdentifier[] = [];

function nameOf(at: string, field: string): string {
  return at ? `${at}.${field}` : field;
}

/** An id as text, trimmed; null when absent or blank. Refuses, to be read again, a number that was rounded. */
function idIn(item: JsonObject, field: string, at: string): string | null {
  const value = item[field];
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value === "object") {
    throw wrongValue(nameOf(at, field), "must be a string");
  }
  if (typeof value === "number" && !isExact(value)) {
    throw new LongId(nameOf(at, field));
  }
  const text = String(value).trim();
  if (text.length > callLimits.idChars) {
    throw wrongValue(nameOf(at, field), `is longer than ${callLimits.idChars} characters`);
  }
  return text === "" ? null : text;
}

/** The same of an id that tells somebody: what a program writes where it knows nobody (contracts §1.4) is none. */
function ownIdIn(item: JsonObject, field: string, at: string): string | null {
  const id = idIn(item, field, at);
  return id !== null && isEmptyIdentity(id) ? null : id;
}

function requiredOwnId(item: JsonObject, field: string, at: string): string {
  const id = requiredId(item, field, at);
  if (isEmptyIdentity(id)) {
    throw namesNobody(item, field, at);
  }
  return id;
}

function namesNobody(item: JsonObject, field: string, at: string): Refusal {
  return wrongValue(
    nameOf(at, field),
    `${JSON.stringify(item[field])} names nobody; all who came with it would be one person`,
  );
}

/**
 * Of a call with neither id: refuses it, unless it came with an anonymous id that names nobody and something else tells who it
 * is (`isTold`).
 */
function refuseUntold(item: JsonObject, at: string, isTold: boolean): void {
  const field = ["userId", "anonymousId"].find((name) => idIn(item, name, at) !== null);
  if (field === undefined) {
    throw refusals.noId(nameOf(at, "userId"));
  }
  if (field === "userId" || !isTold) {
    throw namesNobody(item, field, at);
  }
}

function requiredId(item: JsonObject, field: string, at: string): string {
  const id = idIn(item, field, at);
  if (id === null) {
    throw wrongValue(nameOf(at, field), "is required");
  }
  return id;
}

/** Nothing is written in several ways: PHP, for one, has an empty list for an object without keys. */
export function isNoObject(value: Json | undefined): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function objectIn(item: JsonObject, field: string, at: string): JsonObject | undefined {
  const value = item[field];
  if (value === undefined || isNoObject(value)) {
    return undefined;
  }
  if (!isJsonObject(value)) {
    throw wrongValue(nameOf(at, field), "must be an object");
  }
  return value;
}

function textIn(item: JsonObject, field: string, at: string): string | undefined {
  const value = item[field];
  if (value === undefined || value === null || value === "") {
    return undefined;
  }
  if (typeof value === "object") {
    throw wrongValue(nameOf(at, field), "must be a string");
  }
  const text = String(value);
  if (text.length > callLimits.nameChars) {
    throw wrongValue(nameOf(at, field), `is longer than ${callLimits.nameChars} characters`);
  }
  return text;
}

function messageIdOf(item: JsonObject, at: string): string {
  const id = idIn(item, "messageId", at) ?? randomUUID();
  if (id.length > callLimits.messageIdChars) {
    throw wrongValue(nameOf(at, "messageId"), `is longer than ${callLimits.messageIdChars} characters`);
  }
  return id;
}

function eventName(item: JsonObject, type: CallType, at: string): string {
  if (type === "track") {
    const event = textIn(item, "event", at);
    if (event === undefined || event.trim() === "") {
      throw wrongValue(nameOf(at, "event"), "is required in a track call");
    }
    return event;
  }
  return (type === "page" || type === "screen" ? textIn(item, "name", at) : undefined) ?? type;
}

function isCallType(value: unknown): value is CallType {
  return (callTypes as readonly unknown[]).includes(value);
}

/** The type that an item of a batch gives, in whatever case. */
function typeIn(item: JsonObject, at: string): CallType {
  const { type } = item;
  const known = isCallType(type) ? type : typeof type === "string" ? type.trim().toLowerCase() : type;
  if (!isCallType(known)) {
    throw wrongValue(nameOf(at, "type"), `must be one of ${callTypes.join(", ")}`);
  }
  return known;
}

const times = ["timestamp", "originalTimestamp"] as const;
const carried = ["category", "groupId", "previousId", "channel", "mergeProperties"] as const;

/**
 * Fields that another call type has a column for, and those that merging hides: destinations map the call as it was sent.
 * `merged`: the traits as stored, where they are not those of the call alone.
 */
function hiddenParts(item: JsonObject, type: CallType, merged: JsonObject | null): JsonObject {
  const hidden: JsonObject = {};
  const usesTraits = type === "identify" || type === "group";
  const { traits, properties, event, name } = item;
  if (isJsonObject(traits) && (!usesTraits || (merged && !sameKeys(traits, merged)))) {
    hidden.traits = traits;
  } else if (merged && traits === undefined && Object.keys(merged).length > 0) {
    hidden.traits = null;
  }
  if (usesTraits && isJsonObject(properties)) {
    hidden.properties = properties;
  }
  if (type !== "track" && event !== undefined && event !== null) {
    hidden.event = event;
  }
  // A page without a name is stored under its type, and so is one that is called like it.
  if ((type === "page" || type === "screen") && name === type) {
    hidden.name = name;
  }
  return hidden;
}

function sameKeys(given: JsonObject, merged: JsonObject): boolean {
  return Object.keys(given).length === Object.keys(merged).length;
}

/** What has no column of its own. The sender's times are kept only where the corrected one differs from them. */
function extrasOf(
  item: JsonObject,
  {
    hidden,
    written,
    integrations,
    timestamp,
    sentAt,
  }: {
    hidden: JsonObject;
    written: JsonObject | undefined;
    integrations?: JsonObject;
    timestamp: number;
    sentAt: number | undefined;
  },
): string | null {
  const extras: JsonObject = hidden;
  if (written) {
    extras[WRITTEN] = written;
  }
  for (const field of carried) {
    const value = item[field];
    if (value !== undefined && value !== null) {
      extras[field] = value;
    }
  }
  if (integrations && Object.keys(integrations).length > 0) {
    extras.integrations = integrations;
  }
  for (const field of times) {
    const value = item[field];
    if (typeof value === "number" || (typeof value === "string" && Date.parse(value) !== timestamp)) {
      extras[field] = value;
      // Of a call in a batch it is the batch that says it.
      extras.sentAt = item.sentAt ?? (sentAt === undefined ? null : new Date(sentAt).toISOString());
    }
  }
  for (const _field in extras) {
    return JSON.stringify(extras);
  }
  return null;
}

/** Without what is no property of the person. */
function personTraits(traits: JsonObject): JsonObject {
  if (!Object.hasOwn(traits, SUBSCRIPTION_TRAIT)) {
    return traits;
  }
  const { [SUBSCRIPTION_TRAIT]: _subscription, ...kept } = traits;
  return kept;
}

function refuseLarge(item: JsonObject, at: string, chars: number): void {
  // A character takes at most three bytes (six when escaped), so most calls need no exact count.
  if (chars * 6 > callLimits.eventBytes && Buffer.byteLength(JSON.stringify(item)) > callLimits.eventBytes) {
    const field = at || "body";
    const text = `request size exceeds max limit: ${field} is larger than 32 KB`;
    throw new Refusal(413, text, field, undefined, "batch");
  }
}

/**
 * Reads one call of the RudderStack and Segment contracts (contracts §5.2, §6.3). `forced` is the type that the address
 * names, `path` where the item stands in the body. Throws a `Refusal` that names the field which is wrong.
 */
export function readCall(
  given: unknown,
  forced: CallType | undefined,
  path: readonly (string | number)[],
  scope: CallScope,
): Call {
  const at = path.length === 0 ? "" : `${path[0]}[${path[1]}]`;
  if (!isJsonObject(given)) {
    throw refusals.notAnEvent(at || "body");
  }
  const value = scope.strings ? withCleanStrings(given) : given;
  refuseLarge(value, at, checkJson(value, path, scope.strings));
  const type = forced ?? typeIn(value, at);
  const userId = type === "alias" ? requiredOwnId(value, "userId", at) : ownIdIn(value, "userId", at);
  const anonymousId = ownIdIn(value, "anonymousId", at);
  const own = objectIn(value, "context", at);
  const context = scope.context ? { ...scope.context, ...own } : (own ?? empty);
  const usesTraits = type === "identify" || type === "group";
  const payload = objectIn(value, usesTraits ? "traits" : "properties", at);
  const shared = type === "identify" ? objectIn(context, "traits", nameOf(at, "context")) : undefined;
  const traits = type === "identify" ? { ...shared, ...payload } : null;
  const identifiers = identifiersOf({ userId, anonymousId, traits, context });
  if (userId === null && anonymousId === null) {
    refuseUntold(value, at, identifiers.length > 0);
  }
  if (type === "group") {
    requiredId(value, "groupId", at);
  }
  const timestamp = readDate(value.timestamp, nameOf(at, "timestamp"));
  const original = readDate(value.originalTimestamp, nameOf(at, "originalTimestamp"));
  const sentAt = readDate(value.sentAt, nameOf(at, "sentAt")) ?? scope.sentAt;
  const happened = happenedAt(scope.receivedAt, { timestamp, original, sentAt });
  const ownIntegrations = objectIn(value, "integrations", at);
  const integrations = scope.integrations ? { ...scope.integrations, ...ownIntegrations } : ownIntegrations;
  return {
    type,
    name: eventName(value, type, at),
    messageId: messageIdOf(value, at),
    timestamp: new Date(happened),
    userId,
    anonymousId,
    properties: JSON.stringify(traits ?? payload ?? empty),
    context: JSON.stringify(context),
    extras: extrasOf(value, {
      hidden: hiddenParts(value, type, traits),
      written: writtenIn(usesTraits ? { traits: payload, contextTraits: shared } : { properties: payload }),
      integrations,
      timestamp: happened,
      sentAt,
    }),
    identifiers,
    traits: traits && personTraits(traits),
    tokens: tokensOfCall(context, traits),
    previousId: type === "alias" ? requiredOwnId(value, "previousId", at) : null,
    merged: type === "merge" ? mergedIn(value.mergeProperties, nameOf(at, "mergeProperties")) : none,
  };
}
