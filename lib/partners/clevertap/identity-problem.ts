import { namesNobody } from "../../kernel/empty-identity.ts";
import { MAX_IDENTITY } from "./limits.ts";

export type RecordProblem = { code: string; reason: string };

/** Why CleverTap would not take an identity; null where it would. */
export function identityProblem(identity: string): RecordProblem | null {
  const value = identity.trim().toLowerCase();
  if (value === "") {
    return { code: "no_identifier", reason: "CleverTap needs an identity, and this one is empty." };
  }
  if (namesNobody(value)) {
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
