import type { AudienceTarget, EncodedRecord, MemberChange } from "../connector.ts";
import { identityProblem, type RecordProblem } from "./identity-problem.ts";
import { keyTitleProblem } from "./key-title.ts";
import { MAX_VALUE } from "./limits.ts";

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
