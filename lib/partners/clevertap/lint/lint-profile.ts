import { isJsonObject, type Json, type JsonObject } from "../../../kernel/json.ts";
import type { Lint } from "../../connector.ts";
import { MAX_LIST_VALUES, MAX_PROFILE_KEYS, MAX_VALUE } from "../limits.ts";
import { consentFields, fieldChecks, systemFieldOf } from "../system-fields.ts";
import { drop, refuse, warn } from "./finding.ts";
import { lintKey, lintText } from "./lint-property.ts";
import { badIdentity } from "./lint-user.ts";

/** Traits that CleverTap reads as lists. */
const lists = ["category-unsubscribe", "category-resubscribe"];
const listOperators = ["$set", "$add", "$remove"];
const countOperators = ["$incr", "$decr"];

function lintList(value: Json | undefined, field: string): Lint[] {
  const items = Array.isArray(value) ? value : [value];
  if (!items.every((item) => typeof item === "string")) {
    return [drop(field, "invalid_operator", "A list of values at CleverTap holds texts alone.")];
  }
  if (items.length > MAX_LIST_VALUES) {
    return [
      drop(
        field,
        "too_many_values",
        `CleverTap keeps ${MAX_LIST_VALUES} values of a list and drops the oldest first; these are ${items.length}.`,
      ),
    ];
  }
  const long = items.find((item) => item.length > MAX_VALUE);
  return long === undefined ? [] : lintText(long, field);
}

/** An object as a value: one of CleverTap's operators, or nothing that it takes. */
function lintObject(value: Json, field: string): Lint[] {
  const [operator, ...others] = isJsonObject(value) ? Object.keys(value) : [];
  if (operator !== undefined && others.length === 0 && isJsonObject(value)) {
    const operand = value[operator];
    if (listOperators.includes(operator)) {
      return lintList(operand, field);
    }
    if (countOperators.includes(operator)) {
      return typeof operand === "number"
        ? []
        : [drop(field, "invalid_operator", `${operator} counts by a number, and this is none.`)];
    }
    if (operator === "$delete") {
      return [];
    }
  }
  return [
    drop(
      field,
      "nested_value",
      "CleverTap takes texts, numbers, true and false as values, and its own operators; this is a list or an object.",
    ),
  ];
}

function lintSystemField(key: string, value: Json, field: string): Lint[] {
  const check = Object.hasOwn(fieldChecks, key) ? fieldChecks[key] : undefined;
  if (check && !check.ok(value)) {
    const code = `invalid_${key.toLowerCase()}`;
    return [refuse(field, code, `CleverTap takes ${check.takes}, and refuses the record with any other.`)];
  }
  if (consentFields.includes(key) && typeof value !== "boolean") {
    return [
      warn(field, "consent_not_boolean", "Only false itself opts a user out; CleverTap takes this for true."),
    ];
  }
  return key === "DOB" && !(typeof value === "string" && value.startsWith("$D_"))
    ? [
        warn(
          field,
          "date_as_text",
          "A date is $D_ and the seconds since 1970; CleverTap takes this one for a text.",
        ),
      ]
    : [];
}

function lintValue(key: string, value: Json, field: string): Lint[] {
  if (value === null || lists.includes(key)) {
    return [];
  }
  if (typeof value === "object") {
    return lintObject(value, field);
  }
  if (key === "identity") {
    const problem = badIdentity(value, field, drop);
    return problem ? [problem] : [];
  }
  return [...lintText(value, field), ...lintSystemField(key, value, field)];
}

/** The user's properties of a profile record. */
export function lintProfile({ profileData }: JsonObject): Lint[] {
  if (profileData !== undefined && !isJsonObject(profileData)) {
    return [refuse("profileData", "invalid_profile", "The user's properties are not an object.")];
  }
  const findings: Lint[] = [];
  let custom = 0;
  for (const [key, value] of Object.entries(profileData ?? {})) {
    const field = `profileData.${key}`;
    findings.push(...lintKey(key, "profile", field), ...lintValue(key, value, field));
    custom += systemFieldOf(key) === undefined ? 1 : 0;
  }
  if (custom > MAX_PROFILE_KEYS) {
    findings.push(
      drop(
        "profileData",
        "too_many_properties",
        `CleverTap keeps ${MAX_PROFILE_KEYS} user properties of an account's own; this record alone has ${custom}.`,
      ),
    );
  }
  return findings;
}
