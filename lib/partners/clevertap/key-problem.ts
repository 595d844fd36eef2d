import type { RecordProblem } from "./identity-problem.ts";
import { MAX_KEY } from "./limits.ts";

/** Signs that cannot stand in the key of a property; dropped by CleverTap without a word. */
const forbidden = {
  profile: /[%><!|&.:;$'"\\#]/,
  event: /[%><!|&.:;$'"\\]/,
};
const control = /\p{Cc}/u;

/** The first sign of a text that CleverTap takes in no property key and no event name; undefined where there is none. */
export function forbiddenSign(text: string, of: keyof typeof forbidden): string | undefined {
  return forbidden[of].exec(text)?.[0];
}

function lookAt(key: string, of: keyof typeof forbidden): RecordProblem | null {
  if (key.trim() === "") {
    return { code: "invalid_key", reason: "CleverTap takes no property without a name." };
  }
  if (key.length > MAX_KEY) {
    return {
      code: "key_too_long",
      reason: `CleverTap takes property names of up to ${MAX_KEY} characters; this one has ${key.length}.`,
    };
  }
  const sign = forbiddenSign(key, of);
  if (sign !== undefined) {
    return {
      code: "invalid_key",
      reason: `CleverTap does not take the sign ${sign} in the name of a property.`,
    };
  }
  return control.test(key)
    ? {
        code: "invalid_key",
        reason: "The name of a property cannot hold line breaks or other control characters.",
      }
    : null;
}

/** Sources use a few names again and again, and looking at them was half of what a call costs. */
const MOST_KNOWN = 10_000;
const known = {
  profile: new Map<string, RecordProblem | null>(),
  event: new Map<string, RecordProblem | null>(),
};

/** Why a text cannot be the key of a property at CleverTap, in words; null where it can. */
export function keyProblem(key: string, of: keyof typeof forbidden): RecordProblem | null {
  const seen = known[of].get(key);
  if (seen !== undefined) {
    return seen;
  }
  const problem = lookAt(key, of);
  if (known[of].size >= MOST_KNOWN) {
    known[of].clear();
  }
  known[of].set(key, problem);
  return problem;
}
