import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import type { DeviceTokenKind } from "./device-token-kinds.ts";

/** What messages to a browser are encrypted with, in base64url. */
export type WebPushKeys = { p256dh: string; auth: string };

/** Where push messages reach somebody. `token`: of a browser, the address of its push service; `keys`: of a browser alone. */
export type DeviceToken = { kind: DeviceTokenKind; token: string; keys?: WebPushKeys };

/** The trait by which a browser may tell its subscription; it is no property of the person. */
export const SUBSCRIPTION_TRAIT = "web_push_subscription";

/** FCM documents no length; its tokens have some 160 characters, and addresses of push services up to some 500. */
const MAX_TOKEN = 2_048;

const kindsBySystem: Record<string, DeviceTokenKind> = {
  android: "fcm",
  ios: "apns",
  ipados: "apns",
  watchos: "apns",
  tvos: "apns",
};

function lowered(value: Json | undefined): string {
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}

/** `context.device.token`; which kind it is says `context.device.type`, else `context.os.name` (contracts §7.4). */
function ofDevice(context: JsonObject): DeviceToken | null {
  const { device, os } = context;
  if (!isJsonObject(device) || typeof device.token !== "string") {
    return null;
  }
  const token = device.token.trim();
  const system = lowered(device.type) || lowered(isJsonObject(os) ? os.name : undefined);
  const kind = Object.hasOwn(kindsBySystem, system) ? kindsBySystem[system] : undefined;
  return kind && token !== "" && token.length <= MAX_TOKEN ? { kind, token } : null;
}

function isKey(value: Json | undefined, bytes: number): value is string {
  return (
    typeof value === "string" &&
    value.length <= bytes * 2 &&
    /^[\w+/-]+={0,2}$/.test(value) &&
    Buffer.from(value, "base64").length === bytes
  );
}

function objectOf(value: Json | undefined): JsonObject | null {
  if (typeof value !== "string") {
    return isJsonObject(value) ? value : null;
  }
  try {
    const parsed: unknown = JSON.parse(value);
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    // A trait may hold anything; what is no subscription is none.
    return null;
  }
}

/** What `JSON.stringify(subscription)` makes in a browser; null for anything else. */
export function readSubscription(value: Json | undefined): DeviceToken | null {
  const subscription = objectOf(value);
  const { endpoint, keys } = subscription ?? {};
  if (typeof endpoint !== "string" || endpoint.length > MAX_TOKEN || !isJsonObject(keys)) {
    return null;
  }
  // A point of the curve P-256, uncompressed, and 16 random bytes (RFC 8291).
  if (!isKey(keys.p256dh, 65) || !isKey(keys.auth, 16) || !URL.canParse(endpoint)) {
    return null;
  }
  const { protocol, username, password } = new URL(endpoint);
  return (protocol === "https:" || protocol === "http:") && username === "" && password === ""
    ? { kind: "web", token: endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }
    : null;
}

const none: readonly DeviceToken[] = Object.freeze([]);

/** The tokens that a call tells: of its device, and of its browser by `context.webPush` or a trait of identify. */
export function tokensOfCall(context: JsonObject, traits: JsonObject | null): readonly DeviceToken[] {
  const { device, webPush } = context;
  const told = traits?.[SUBSCRIPTION_TRAIT];
  // Nearly every call carries none, and pays for three look-ups.
  if (webPush === undefined && told === undefined && !(isJsonObject(device) && device.token !== undefined)) {
    return none;
  }
  return [ofDevice(context), readSubscription(webPush) ?? readSubscription(told)].filter(
    (token): token is DeviceToken => token !== null,
  );
}
