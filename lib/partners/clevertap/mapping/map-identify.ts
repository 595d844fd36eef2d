import type { JsonObject } from "../../../kernel/json.ts";
import type { CallParts } from "./call-parts.ts";
import { tokenRecord } from "./device-token.ts";
import { epochOf } from "./epoch.ts";
import { knownUserId, nameUser } from "./identity.ts";
import { type MappedCall, type MappingSettings, mapped } from "./mapped-call.ts";
import { profileDataOf } from "./traits.ts";

/** When the traits were so, where they say it; the call's own timestamp is never used (contracts §7.3, step 9). */
export function putTraitsTime(record: JsonObject, { traits, contextTraits }: CallParts): void {
  // As the original has it, and as programs write "not set": 0 is no time, though it is a value elsewhere.
  const ts = epochOf(traits.ts || contextTraits.ts || undefined);
  if (ts !== undefined) {
    record.ts = ts;
  }
}

/** A profile, and the device's token after it where the call brings one. */
export function mapIdentify(parts: CallParts, settings: MappingSettings): MappedCall {
  const record: JsonObject = { type: "profile" };
  nameUser(record, parts, settings.objectIdMapping);
  putTraitsTime(record, parts);
  const profileData = profileDataOf(parts);
  const userId = record.objectId === undefined ? undefined : knownUserId(parts);
  if (userId !== undefined) {
    profileData.identity = userId;
  }
  record.profileData = profileData;
  const token = settings.objectIdMapping ? tokenRecord(parts) : null;
  const records = [mapped("profile", record)];
  if (token) {
    records.push(mapped("token", token));
  }
  return { records };
}
