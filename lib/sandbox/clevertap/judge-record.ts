import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { restrictionOf } from "../../partners/clevertap/event-name.ts";
import { identityProblem } from "../../partners/clevertap/identity-problem.ts";
import { CHARGED, ITEMS, MAX_EVENT_KEYS, MAX_SECONDS, tokenTypes } from "../../partners/clevertap/limits.ts";
import { fieldChecks } from "../../partners/clevertap/system-fields.ts";

/** A per-record error of CleverTap's page on API errors. */
export type RecordFault = { code: number; says: string };

const fault = (code: number, says: string): RecordFault => ({ code, says });
const isText = (value: Json | undefined): value is string => typeof value === "string" && value !== "";

const says: Record<string, string> = {
  Employed: "Employment status is not valid",
  Married: "Marital status is not valid",
};

function profileFault(record: JsonObject): RecordFault | null {
  const data = isJsonObject(record.profileData) ? record.profileData : {};
  for (const [name, { errorCode, ok }] of Object.entries(fieldChecks)) {
    const value = data[name];
    if (value !== undefined && value !== null && !isJsonObject(value) && !ok(value)) {
      return fault(errorCode, says[name] ?? `${name} is not valid`);
    }
  }
  return null;
}

function eventFault(record: JsonObject): RecordFault | null {
  if (!isText(record.evtName) || record.evtName.trim() === "") {
    return fault(509, "Event name is mandatory");
  }
  if (restrictionOf(record.evtName) !== null) {
    return fault(513, "Event name is a restricted system event");
  }
  if (record.evtData === undefined) {
    return null;
  }
  if (!isJsonObject(record.evtData)) {
    return fault(512, "Event structure is not valid");
  }
  const entries = Object.entries(record.evtData);
  const mayNest = (key: string) => record.evtName === CHARGED && key === ITEMS;
  if (entries.some(([key, value]) => typeof value === "object" && value !== null && !mayNest(key))) {
    return fault(512, "Event structure is not valid");
  }
  return entries.length > MAX_EVENT_KEYS ? fault(522, "Event property limit exceeded") : null;
}

function tokenFault(record: JsonObject): RecordFault | null {
  if (!isText(record.objectId)) {
    return fault(530, "objectId is not valid");
  }
  if (!isJsonObject(record.tokenData)) {
    return fault(531, "Token data is not valid");
  }
  if (!isText(record.tokenData.id)) {
    return fault(532, "Token id is missing");
  }
  if (!isText(record.tokenData.type)) {
    return fault(533, "Token type is missing");
  }
  return tokenTypes.includes(record.tokenData.type)
    ? null
    : fault(534, "Token type is not valid for the objectId");
}

/** By whom a record goes; null where nobody is named. */
export function identityOf(record: JsonObject): string | null {
  const named = [record.identity, record.objectId, record.FBID, record.GPID].find(
    (value) => isText(value) || typeof value === "number",
  );
  return named === undefined ? null : String(named);
}

function userFault(record: JsonObject): RecordFault | null {
  const identity = identityOf(record);
  if (identity === null || identityProblem(identity) !== null) {
    return fault(
      523,
      "Identity value cannot be undefined or set at least one of identity / fbId / gpId / objectId under 1024 chars to identify the user",
    );
  }
  const { ts } = record;
  const isEpoch = typeof ts === "number" && Number.isInteger(ts) && ts > 0 && ts <= MAX_SECONDS;
  return ts === undefined || isEpoch ? null : fault(525, "Timestamp is not a UNIX epoch in seconds");
}

const kinds: Record<string, (record: JsonObject) => RecordFault | null> = {
  profile: (record) => userFault(record) ?? profileFault(record),
  event: (record) => userFault(record) ?? eventFault(record),
  token: tokenFault,
};

/** Why CleverTap leaves a record unprocessed; null when it takes it. */
export function judgeRecord(record: Json): RecordFault | null {
  const type = isJsonObject(record) ? String(record.type) : "";
  const judge = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  return judge && isJsonObject(record)
    ? judge(record)
    : fault(524, "Record is neither an event nor a profile");
}
