import type { Json } from "../../../kernel/json.ts";
import type { Lint } from "../../connector.ts";
import { keyProblem } from "../key-problem.ts";
import { MAX_SECONDS, MAX_VALUE } from "../limits.ts";
import { drop, warn } from "./finding.ts";

const date = /^\$D_(-?\d+)$/;

export function lintKey(key: string, of: "profile" | "event", field: string): Lint[] {
  const problem = keyProblem(key, of);
  return problem ? [drop(field, problem.code, problem.reason)] : [];
}

/** A value that holds no other: its length, and a date's form. */
export function lintText(value: Json, field: string): Lint[] {
  if (typeof value !== "string") {
    return [];
  }
  if (value.length > MAX_VALUE) {
    return [
      drop(
        field,
        "value_too_long",
        `CleverTap takes values of up to ${MAX_VALUE} characters; this one has ${value.length}.`,
      ),
    ];
  }
  if (!value.startsWith("$D_")) {
    return [];
  }
  const seconds = date.exec(value)?.[1];
  return seconds === undefined || Math.abs(Number(seconds)) > MAX_SECONDS
    ? [
        warn(
          field,
          "invalid_date",
          "A date is $D_ and the seconds since 1970; CleverTap takes this one for a text.",
        ),
      ]
    : [];
}
