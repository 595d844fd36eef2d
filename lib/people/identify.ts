import { isEmptyIdentity } from "../kernel/empty-identity.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import type { IdentifierKind } from "./schema.ts";

export type CallIdentifier = { kind: IdentifierKind; value: string };

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** An e-mail in lower case, or undefined when the value is none. */
export function normaliseEmail(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 254) {
    return undefined;
  }
  const text = value.trim().toLowerCase();
  return email.test(text) ? text : undefined;
}

/** A phone number as digits with the leading + kept, or undefined when there are not 5 to 20 digits, or zeros alone. */
export function normalisePhone(value: unknown): string | undefined {
  if ((typeof value !== "string" && typeof value !== "number") || String(value).length > 40) {
    return undefined;
  }
  const text = String(value).trim();
  const digits = text.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  return /^\+?\d{5,20}$/.test(digits) && /[1-9]/.test(digits) ? digits : undefined;
}

function deviceId(context: JsonObject): string | undefined {
  const device = context.device;
  const id = isJsonObject(device) ? device.id : undefined;
  const text = typeof id === "string" && id.length <= 400 ? id.trim() : "";
  return text === "" || isEmptyIdentity(text) ? undefined : text;
}

export type IdentifiersOf = {
  /** both without what names nobody (`isEmptyIdentity`) */
  userId: string | null;
  anonymousId: string | null;
  /** of identify; RudderStack's SDKs repeat them in `context.traits` of every call */
  traits: JsonObject | null;
  context: JsonObject;
};

/** The identifiers that a call names, strongest first. A value that is no e-mail or phone stays a mere property. */
export function identifiersOf({ userId, anonymousId, traits, context }: IdentifiersOf): CallIdentifier[] {
  const found: CallIdentifier[] = [];
  if (userId !== null) {
    found.push({ kind: "user_id", value: userId });
  }
  const shared = isJsonObject(context.traits) ? context.traits : null;
  const mail = normaliseEmail(traits?.email) ?? normaliseEmail(shared?.email);
  if (mail) {
    found.push({ kind: "email", value: mail });
  }
  const phone = normalisePhone(traits?.phone) ?? normalisePhone(shared?.phone);
  if (phone) {
    found.push({ kind: "phone", value: phone });
  }
  const device = deviceId(context);
  if (device) {
    found.push({ kind: "device_id", value: device });
  }
  if (anonymousId !== null) {
    found.push({ kind: "anonymous_id", value: anonymousId });
  }
  return found;
}
