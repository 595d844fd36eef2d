import { createHash } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { insertEvents, type NewEvent } from "../events-store.ts";
import { isOneOf } from "../is-one-of.ts";
import type { SandboxReceived, SandboxRecord } from "../kit.ts";
import { storableJson, storableText } from "../storable.ts";
import { type UserUpdate, updateUsers } from "../users-store.ts";
import { applyProfile } from "./apply-profile.ts";
import { identityOf, judgeRecord, type RecordFault } from "./judge-record.ts";
import { withRoot, withToken } from "./root-user.ts";
import { ok } from "./say.ts";

// CleverTap's page on request limits.
const IN_FLIGHT = { of: "upload", max: 15 };

type Judged = { record: Json; identity: string; fault: RecordFault | null };

const heads: Record<string, string> = {
  event: "Event data is incorrect",
  profile: "Profile data is incorrect",
};

/** CleverTap's wording in the wild, with the record's number counted from one. */
function unprocessed({ record, fault }: Judged & { fault: RecordFault }, index: number): JsonObject {
  const type = isJsonObject(record) ? String(record.type) : "";
  const head = isOneOf(heads, type) ? heads[type] : "Record is incorrect";
  return {
    status: "fail",
    code: fault.code,
    error: `${head}. ErrorCode: ${fault.code} - ${fault.says}. Skipped record number : ${index + 1}`,
    record,
  };
}

function answerTo(judged: Judged[]): string {
  const refused = judged.flatMap((one, index) =>
    one.fault ? [unprocessed({ ...one, fault: one.fault }, index)] : [],
  );
  const processed = judged.length - refused.length;
  const status = refused.length === 0 ? "success" : processed === 0 ? "fail" : "partial";
  return JSON.stringify({ status, processed, unprocessed: refused });
}

/** CleverTap has no messageId; the same record again is a repeat of the first. */
function kept({ record, identity, fault }: Judged): SandboxRecord {
  const body = storableJson(record);
  const digest = createHash("sha1").update(body).digest("hex").slice(0, 16);
  return {
    messageId: `${storableText(identity).slice(0, 200)} ${digest}`,
    body,
    problem: fault && `${fault.code}: ${fault.says}`,
    faultKey: identity,
  };
}

/** What becomes of a user by a record of each kind. */
const updates: Record<string, (properties: JsonObject, record: JsonObject) => JsonObject> = {
  profile: (properties, { profileData }) =>
    applyProfile(properties, isJsonObject(profileData) ? profileData : {}),
  event: (properties) => properties,
  token: (properties, { tokenData }) =>
    isJsonObject(tokenData) ? withToken(properties, tokenData) : properties,
};

type Taken = { record: JsonObject; identity: string };

function takenOf(judged: Judged[]): Taken[] {
  return judged.flatMap(({ record, identity, fault }) =>
    fault || !isJsonObject(record) ? [] : [{ record, identity: storableText(identity) }],
  );
}

function updatesOf(taken: Taken[]): UserUpdate[] {
  return taken.map(({ record, identity }) => ({
    identity,
    update: (properties) =>
      updates[String(record.type)]?.(withRoot(properties, record), record) ?? properties,
  }));
}

function eventsOf(taken: Taken[], nowS: number): NewEvent[] {
  return taken.flatMap(({ record, identity }) =>
    record.type === "event"
      ? [
          {
            identity,
            name: storableText(String(record.evtName)),
            ts: typeof record.ts === "number" ? record.ts : nowS,
            data: isJsonObject(record.evtData) ? record.evtData : {},
          },
        ]
      : [],
  );
}

function reading(account: string, judged: Judged[]): SandboxReceived {
  const taken = takenOf(judged);
  const place = { partner: "clevertap", account };
  return {
    kind: "received",
    account,
    inFlight: IN_FLIGHT,
    records: judged.map(kept),
    answer: ok(answerTo(judged)),
    keep: async (tx) => {
      await updateUsers(tx, place, updatesOf(taken));
      await insertEvents(tx, place, eventsOf(taken, Math.floor(Date.now() / 1_000)));
    },
    without: (refused) =>
      reading(
        account,
        judged.map((one, index) =>
          refused.has(index) && !one.fault
            ? { ...one, fault: { code: 515, says: "Email is not valid (a fault on purpose)" } }
            : one,
        ),
      ),
  };
}

/** An upload of records, judged one by one. */
export function readUpload(account: string, records: Json[]): SandboxReceived {
  return reading(
    account,
    records.map((record) => ({
      record,
      identity: (isJsonObject(record) && identityOf(record)) || "nobody",
      fault: judgeRecord(record),
    })),
  );
}
