import { isEmptyIdentity } from "../kernel/empty-identity.ts";
import { isJsonObject, type Json } from "../kernel/json.ts";
import { type CallIdentifier, normaliseEmail, normalisePhone } from "../people/identify.ts";
import type { IdentifierKind } from "../people/schema.ts";
import { callLimits } from "./call.ts";
import { isExact } from "./long-ids.ts";
import { wrongValue } from "./refusal.ts";

const MOST = 20;

/** What senders call the identifiers that Junction knows, in lower case and without what stands between words. */
const kinds = new Map<string, IdentifierKind>([
  ["userid", "user_id"],
  ["email", "email"],
  ["phone", "phone"],
  ["mobile", "phone"],
  ["anonymousid", "anonymous_id"],
  ["deviceid", "device_id"],
]);

function valueIn(value: Json | undefined, kind: IdentifierKind, field: string): string {
  if (typeof value !== "string" && !(typeof value === "number" && isExact(value))) {
    throw wrongValue(field, "must be a string");
  }
  const text = String(value).trim();
  if (text.length > callLimits.idChars) {
    throw wrongValue(field, `is longer than ${callLimits.idChars} characters`);
  }
  const read = kind === "email" ? normaliseEmail(text) : kind === "phone" ? normalisePhone(text) : text;
  if (!read || isEmptyIdentity(read)) {
    throw wrongValue(field, `${JSON.stringify(value)} is no ${kind}`);
  }
  return read;
}

/**
 * The identifiers that a merge call says are one person's: RudderStack's `mergeProperties`, a list of `{ type, value }`. Types
 * that Junction does not know people by are left out, and kept with the call alone. Refuses by name what cannot be read.
 */
export function mergedIn(given: Json | undefined, field: string): CallIdentifier[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST) {
    throw wrongValue(field, `must be a list of 1 to ${MOST} identifiers`);
  }
  return given.flatMap((item, index) => {
    const at = `${field}[${index}]`;
    if (!isJsonObject(item)) {
      throw wrongValue(at, "must be an object");
    }
    if (typeof item.type !== "string") {
      throw wrongValue(`${at}.type`, "must be a string");
    }
    const kind = kinds.get(item.type.toLowerCase().replace(/[\s_-]/g, ""));
    return kind === undefined ? [] : [{ kind, value: valueIn(item.value, kind, `${at}.value`) }];
  });
}
