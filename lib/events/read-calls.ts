import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { type Call, callLimits } from "./call.ts";
import { readDate } from "./call-times.ts";
import { checkJson, mayHoldBadStrings } from "./check-json.ts";
import { LongId, withLongIds } from "./long-ids.ts";
import { type CallScope, readCall } from "./read-call.ts";
import { Refusal, refusals, wrongValue } from "./refusal.ts";
import { type CallType, callTypes } from "./schema.ts";

/** The addresses below `/v1`: a type of call, or many in one. `import` is RudderStack's name for a batch of old events. */
export type CallAddress = CallType | "batch" | "import";

export function isCallAddress(value: string): value is CallAddress {
  return value === "batch" || value === "import" || (callTypes as readonly string[]).includes(value);
}

/** Parses the text of a body. Throws a `Refusal` unless it is a JSON object. */
export function parseBody(text: string): JsonObject {
  if (text.trim() === "") {
    throw refusals.emptyBody();
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refusals.invalidJson(cause);
  }
  if (!isJsonObject(value)) {
    throw refusals.notAnEvent("body");
  }
  return value;
}

function sharedObject(
  body: JsonObject,
  field: string,
  copies: number,
  strings: boolean,
): JsonObject | undefined {
  const value = body[field];
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!isJsonObject(value)) {
    throw wrongValue(field, "must be an object");
  }
  // Each call gets a copy: a small body must not become gigabytes.
  if (checkJson(value, [field], strings) * copies > 2 * callLimits.bodyBytes) {
    throw new Refusal(
      413,
      `request size exceeds max limit: ${field} is too large for ${copies} calls`,
      field,
    );
  }
  return value;
}

/**
 * Reads every call of a body. One bad item refuses the whole request, as RudderStack does; nothing of it is stored.
 * `text` is the body as it came, which tells what its calls may hold, and ids that are too long for a number.
 */
export function readCalls(address: CallAddress, body: JsonObject, text: string, receivedAt: Date): Call[] {
  try {
    return readOnce(address, body, text, receivedAt);
  } catch (error) {
    if (!(error instanceof LongId)) {
      throw error;
    }
    // Only who sends such ids pays for it.
    const exact = withLongIds(text);
    return readOnce(address, parseBody(exact), exact, receivedAt);
  }
}

function readOnce(address: CallAddress, body: JsonObject, text: string, receivedAt: Date): Call[] {
  const scope: CallScope = {
    receivedAt: receivedAt.getTime(),
    sentAt: undefined,
    context: undefined,
    integrations: undefined,
    strings: mayHoldBadStrings(text),
  };
  if (address !== "batch" && address !== "import") {
    return [readCall(body, address, [], scope)];
  }
  const items = body.batch;
  if (items !== undefined && items !== null && !Array.isArray(items)) {
    throw wrongValue("batch", "must be a list");
  }
  if (!items || items.length === 0) {
    throw refusals.emptyBatch();
  }
  scope.sentAt = readDate(body.sentAt, "sentAt");
  scope.context = sharedObject(body, "context", items.length, scope.strings);
  scope.integrations = sharedObject(body, "integrations", items.length, scope.strings);
  return items.map((item, index) => readCall(item, undefined, ["batch", index], scope));
}
