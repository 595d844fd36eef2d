import type { Json, JsonObject } from "../../../kernel/json.ts";
import type { CallParts } from "./call-parts.ts";
import { firstGiven, isGiven } from "./lookup.ts";

/** The id of an identified user. */
function userIdOnly({ call, traits, contextTraits }: CallParts): Json | undefined {
  return firstGiven(call.userId, traits.userId, traits.id, contextTraits.userId, contextTraits.id);
}

/**
 * The same where it says who somebody is: false and 0, which a lookup takes, are what programs write of nobody, and the original
 * takes them for none wherever it asks for a user ID.
 */
export function knownUserId(parts: CallParts): Json | undefined {
  return userIdOnly(parts) || undefined;
}

/** The id of a device or a visitor. */
export function anonymousIdOf({ call }: CallParts): Json | undefined {
  return isGiven(call.anonymousId) ? call.anonymousId : undefined;
}

/** The id of the user, else of the visitor. */
export function userIdOf(parts: CallParts): Json | undefined {
  return userIdOnly(parts) ?? anonymousIdOf(parts);
}

/**
 * Names the user at the record's root: by `identity`, or, with the mapping of object IDs, by the visitor's id as
 * `objectId`. False where the call names nobody.
 */
export function nameUser(record: JsonObject, parts: CallParts, objectIdMapping: boolean): boolean {
  const objectId = objectIdMapping ? anonymousIdOf(parts) : undefined;
  if (objectId !== undefined) {
    record.objectId = objectId;
    return true;
  }
  const identity = objectIdMapping ? knownUserId(parts) : userIdOf(parts);
  if (identity !== undefined) {
    record.identity = identity;
    return true;
  }
  return false;
}
