import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import { type Call, callLimits } from "./call.ts";
import { readDate } from "./call-times.ts";
import { checkJson, mayHoldBadStrings } from "./check-json.ts";
import { withCleanStrings } from "./clean-strings.ts";
import { withLongIds } from "./long-ids.ts";
import { type CallScope, isNoObject, readCall } from "./read-call.ts";
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
  const given = body[field];
  if (isNoObject(given)) {
    return undefined;
  }
  if (!isJsonObject(given)) {
    throw wrongValue(field, "must be an object");
  }
  const value = strings ? withCleanStrings(given) : given;
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

/** A call of a batch that was refused while others were taken. */
export type RefusedItem = { item: Json; refusal: Refusal };
export type ReadCalls = { calls: Call[]; refused: RefusedItem[] };

/**
 * Reads every call of a body. Of a batch, those that are wrong are refused alone, so that one does not cost the others;
 * unless it is for what RudderStack and Segment refuse the whole request for, or nothing would be left. Throws a `Refusal`
 * then: nothing is stored. `text` is the body as it came, which tells what its calls may hold, and ids that are too long for a
 * number.
 */
export function readCalls(address: CallAddress, body: JsonObject, text: string, receivedAt: Date): ReadCalls {
  const first = readOnce(address, body, text, receivedAt, true);
  if (first !== null) {
    return first;
  }
  // Only who sends such ids pays for it.
  const exact = withLongIds(text);
  return readOnce(address, parseBody(exact), exact, receivedAt, false) ?? { calls: [], refused: [] };
}

/** Null where `mayRepeat` and an id is too long for a number, so that the body has to be read once more. */
function readOnce(
  address: CallAddress,
  body: JsonObject,
  text: string,
  receivedAt: Date,
  mayRepeat: boolean,
): ReadCalls | null {
  const scope: CallScope = {
    receivedAt: receivedAt.getTime(),
    sentAt: undefined,
    context: undefined,
    integrations: undefined,
    strings: mayHoldBadStrings(text),
  };
  const read: ReadCalls = { calls: [], refused: [] };
  if (address !== "batch" && address !== "import") {
    try {
      read.calls.push(readCall(body, address, [], scope));
      return read;
    } catch (error) {
      if (mayRepeat && error instanceof Refusal && error.concerns === "again") {
        return null;
      }
      throw error;
    }
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
  for (const [index, item] of items.entries()) {
    try {
      read.calls.push(readCall(item, undefined, ["batch", index], scope));
    } catch (error) {
      if (mayRepeat && error instanceof Refusal && error.concerns === "again") {
        return null;
      }
      if (!(error instanceof Refusal) || error.concerns === "batch") {
        throw error;
      }
      read.refused.push({ item, refusal: error });
    }
  }
  const [worst] = read.refused;
  if (worst && read.calls.length === 0) {
    throw worst.refusal;
  }
  return read;
}
