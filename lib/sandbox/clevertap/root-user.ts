import { isJsonObject, type JsonObject } from "../../kernel/json.ts";

/*
 * What the sandbox keeps among a user's properties under names that CleverTap takes for no property: the object ID of
 * users who are called by one, and device tokens by their id.
 */
export const OBJECT_ID = "$objectId";
export const TOKENS = "$tokens";

/** A user's properties with what only the root of a record says: that it goes by an object ID. */
export function withRoot(properties: JsonObject, record: JsonObject): JsonObject {
  const byObject = record.identity === undefined && typeof record.objectId === "string";
  return byObject ? { ...properties, [OBJECT_ID]: record.objectId as string } : properties;
}

/** A user's properties with one device token more; the same token again replaces what was said of it. */
export function withToken(properties: JsonObject, tokenData: JsonObject): JsonObject {
  const known = isJsonObject(properties[TOKENS]) ? properties[TOKENS] : {};
  return { ...properties, [TOKENS]: { ...known, [String(tokenData.id)]: tokenData } };
}

/** What reads back of a user. */
export function profileOf(root: string, { [OBJECT_ID]: objectId, [TOKENS]: tokens, ...rest }: JsonObject) {
  const { Name, Email, Phone, ...profileData } = rest;
  const identity = objectId === undefined ? root : profileData.identity;
  const devices = isJsonObject(tokens) ? Object.values(tokens).filter(isJsonObject) : [];
  return {
    ...(objectId !== undefined && { objectId }),
    ...(identity !== undefined && { identity, all_identities: [identity] }),
    ...(Name !== undefined && { name: Name }),
    ...(Email !== undefined && { email: Email }),
    ...(Phone !== undefined && { phone: Phone }),
    profileData,
    ...(devices.length > 0 && {
      platformInfo: devices.map(({ id, type }) => ({ push_token: id ?? null, type: type ?? null })),
    }),
  };
}
