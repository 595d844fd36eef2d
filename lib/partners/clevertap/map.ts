import type { AudienceTarget, EncodedRecord, MemberChange } from "../connector.ts";
import { keyTitleProblem } from "./key-title.ts";

/** An identity has to be shorter than this (CleverTap's error stream, code 523). */
const MAX_IDENTITY = 1_024;
/** Longest value of a user property. */
const MAX_VALUE = 512;

/** Values that CleverTap takes for "no identity", whatever their case: they would melt users into one. */
const emptyIdentities = new Set([
  ...["undefined", "null", "na", "n/a", "0", "nil", "-1", "none", "empty", "xxxxxx"],
  ...["infinity", "-infinity", "inf", "-inf", "nan", "-nan"],
]);

type RecordProblem = { code: string; reason: string };

/** Why CleverTap would not take an identity; null where it would. */
export function identityProblem(identity: string): RecordProblem | null {
  const value = identity.trim().toLowerCase();
  if (value === "") {
    return { code: "no_identifier", reason: "CleverTap needs an identity, and this one is empty." };
  }
  if (emptyIdentities.has(value)) {
    return {
      code: "invalid_identity",
      reason: `CleverTap takes "${identity.trim()}" for a user without identity.`,
    };
  }
  if (identity.length >= MAX_IDENTITY) {
    return {
      code: "identity_too_long",
      reason: `CleverTap takes identities of up to ${MAX_IDENTITY - 1} characters; this one has ${identity.length}.`,
    };
  }
  return null;
}

function targetProblem(change: MemberChange["change"], title: string, name: string): RecordProblem | null {
  const key = keyTitleProblem(title);
  if (key !== null) {
    return { code: "invalid_key", reason: key };
  }
  return change === "set" && name.length > MAX_VALUE
    ? {
        code: "value_too_long",
        reason: `CleverTap takes values of up to ${MAX_VALUE} characters; the audience's name has ${name.length}.`,
      }
    : null;
}

/**
 * A change of an audience as a profile record: the property called by the Key Title gets the audience's name, or goes.
 * Without `ts`, so that CleverTap takes the time of the upload: the value says how it is now, not since when.
 */
export function encodeMember(target: AudienceTarget, change: MemberChange): EncodedRecord {
  const title = target.settings.keyTitle ?? "";
  const value = change.change === "set" ? target.name : { $delete: 1 };
  const text = JSON.stringify({
    type: "profile",
    identity: change.identity,
    profileData: { [title]: value },
  });
  const problem = identityProblem(change.identity) ?? targetProblem(change.change, title, target.name);
  return { text, bytes: Buffer.byteLength(text), ...(problem && { problem }) };
}
