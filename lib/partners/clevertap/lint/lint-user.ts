import type { Json, JsonObject } from "../../../kernel/json.ts";
import type { Lint } from "../../connector.ts";
import { identityProblem } from "../identity-problem.ts";
import { identityFields, MAX_SECONDS } from "../limits.ts";
import { refuse, warn } from "./finding.ts";

/** What is wrong with an identity; null for one that CleverTap takes. */
export function badIdentity(value: Json, field: string, say = refuse): Lint | null {
  if (typeof value !== "string" && typeof value !== "number") {
    return say(field, "invalid_identity", "CleverTap takes a text or a number as an identity.");
  }
  const problem = identityProblem(String(value));
  return problem && say(field, problem.code, problem.reason);
}

/** By whom a record goes: one of four members of its root. */
export function lintUser(record: JsonObject): Lint[] {
  const named = identityFields.flatMap((field) => {
    const value = record[field];
    return value === undefined || value === null ? [] : [{ field, value }];
  });
  if (named.length === 0) {
    return [
      refuse("identity", "no_identifier", "The record names no user: it has no identity and no object ID."),
    ];
  }
  const findings = named.flatMap(({ field, value }) => badIdentity(value, field) ?? []);
  const [, second] = named;
  return second === undefined
    ? findings
    : [
        ...findings,
        warn(
          second.field,
          "several_identifiers",
          `A record names its user once; this one does by ${named.map(({ field }) => field).join(" and ")}.`,
        ),
      ];
}

/** When it happened. */
export function lintTime({ ts }: JsonObject): Lint[] {
  if (ts === undefined) {
    return [];
  }
  const seconds = typeof ts === "string" && ts.trim() !== "" ? Number(ts) : ts;
  if (typeof seconds === "number" && Number.isInteger(seconds) && seconds > MAX_SECONDS) {
    return [
      refuse(
        "ts",
        "ts_in_milliseconds",
        "The time is in milliseconds; CleverTap takes seconds since 1970 and refuses the record.",
      ),
    ];
  }
  return typeof ts === "number" && Number.isInteger(ts) && ts > 0
    ? []
    : [
        refuse(
          "ts",
          "ts_not_epoch",
          "The time is not a whole number of seconds since 1970; CleverTap refuses the record.",
        ),
      ];
}
