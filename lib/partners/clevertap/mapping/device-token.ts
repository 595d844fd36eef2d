import { isJsonObject, type Json, type JsonObject } from "../../../kernel/json.ts";
import { tokenTypes } from "../limits.ts";
import { type CallParts, objectOr } from "./call-parts.ts";
import { anonymousIdOf } from "./identity.ts";
import { ownSettings } from "./integrations.ts";
import { isGiven } from "./lookup.ts";

const typeBySystem = new Map([
  ["android", "fcm"],
  ...["ios", "watchos", "ipados", "tvos"].map((system) => [system, "apns"] as const),
]);

function isEmpty(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

/** The value without parts that are null or empty, at any depth. */
function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty).filter((item) => !isEmpty(item));
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, item]) => [key, withoutEmpty(item)] as const)
          .filter(([, item]) => !isEmpty(item)),
      )
    : value;
}

/**
 * The token of the device that an identify call comes from (contracts §7.4); null unless there is a visitor's id, a token,
 * and a system that CleverTap pushes to.
 */
export function tokenRecord(parts: CallParts): JsonObject | null {
  const objectId = anonymousIdOf(parts);
  const { token } = objectOr(parts.context.device);
  const system = objectOr(parts.context.os).name;
  const usual = typeof system === "string" ? typeBySystem.get(system.toLowerCase()) : undefined;
  if (objectId === undefined || !isGiven(token) || usual === undefined) {
    return null;
  }
  const { deviceTokenType, chromeKeys } = ownSettings(parts.call);
  const isType = typeof deviceTokenType === "string" && tokenTypes.includes(deviceTokenType);
  const tokenData: JsonObject = { id: token, type: isType ? deviceTokenType : usual };
  if (chromeKeys !== undefined) {
    tokenData.keys = chromeKeys;
  }
  return { type: "token", objectId, tokenData: withoutEmpty(tokenData) };
}
