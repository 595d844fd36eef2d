import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { identityProblem } from "../../partners/clevertap/map.ts";

/** A per-record error of CleverTap's page on API errors. */
export type RecordFault = { code: number; says: string };

const restricted = new Set([
  ...["notification sent", "notification viewed", "notification clicked", "notification delivered"],
  ...["notification replied", "utm visited", "app launched", "app uninstalled", "app version changed"],
  ...["stayed", "reply sent", "experiment rendered", "reachable by", "identity reset", "identity set"],
  ...["identity error", "web page viewed"],
]);
const MAX_EVENT_PROPERTIES = 256;
const TOKEN_TYPES = ["apns", "fcm", "gcm", "chrome", "wns", "mpns"];
/** Seconds in milliseconds would lie in the year 5138. */
const MAX_SECONDS = 99_999_999_999;

const fault = (code: number, says: string): RecordFault => ({ code, says });
const isText = (value: Json | undefined): value is string => typeof value === "string" && value !== "";
const oneOf = (values: string[]) => (value: Json) => typeof value === "string" && values.includes(value);

/** System fields whose values CleverTap looks at. */
const checks: Record<string, { code: number; says: string; ok(value: Json): boolean }> = {
  Gender: { code: 514, says: "Gender is not valid", ok: oneOf(["M", "F"]) },
  Email: {
    code: 515,
    says: "Email is not valid",
    ok: (value) => typeof value === "string" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  },
  Phone: {
    code: 516,
    says: "Phone is not valid",
    ok: (value) => typeof value === "string" && /^\+\d{6,15}$/.test(value),
  },
  Employed: { code: 517, says: "Employment status is not valid", ok: oneOf(["Y", "N"]) },
  Education: { code: 518, says: "Education is not valid", ok: oneOf(["School", "College", "Graduate"]) },
  Married: { code: 519, says: "Marital status is not valid", ok: oneOf(["Y", "N"]) },
  Age: { code: 520, says: "Age is not valid", ok: (value) => typeof value === "number" && value >= 0 },
};

function profileFault(record: JsonObject): RecordFault | null {
  const data = isJsonObject(record.profileData) ? record.profileData : {};
  for (const [name, { code, says, ok }] of Object.entries(checks)) {
    const value = data[name];
    if (value !== undefined && value !== null && !isJsonObject(value) && !ok(value)) {
      return fault(code, says);
    }
  }
  return null;
}

function eventFault(record: JsonObject): RecordFault | null {
  if (!isText(record.evtName)) {
    return fault(509, "Event name is mandatory");
  }
  if (restricted.has(record.evtName.toLowerCase())) {
    return fault(513, "Event name is a restricted system event");
  }
  if (record.evtData === undefined) {
    return null;
  }
  if (!isJsonObject(record.evtData)) {
    return fault(512, "Event structure is not valid");
  }
  const entries = Object.entries(record.evtData);
  const mayNest = (name: string) => record.evtName === "Charged" && name === "Items";
  if (entries.some(([name, value]) => typeof value === "object" && value !== null && !mayNest(name))) {
    return fault(512, "Event structure is not valid");
  }
  return entries.length > MAX_EVENT_PROPERTIES ? fault(522, "Event property limit exceeded") : null;
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
  return oneOf(TOKEN_TYPES)(record.tokenData.type ?? null) ? null : fault(533, "Token type is missing");
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
