import type { JsonObject } from "../../../kernel/json.ts";
import type { CallParts } from "./call-parts.ts";
import { putTraitsTime } from "./map-identify.ts";
import { type MappedCall, mapped } from "./mapped-call.ts";

/** The user of the old id gets the new one as identity (contracts §7.7). Ids that are missing are left out, not refused. */
export function mapAlias(parts: CallParts): MappedCall {
  const { previousId, userId } = parts.call;
  const record: JsonObject = { type: "profile" };
  if (previousId !== undefined && previousId !== null) {
    record.identity = previousId;
  }
  putTraitsTime(record, parts);
  record.profileData = userId === undefined || userId === null ? {} : { identity: userId };
  return { records: [mapped("profile", record)] };
}
