import { isExact, LongId } from "../../events/long-ids.ts";
import { wrongValue } from "../../events/refusal.ts";
import { isEmptyIdentity } from "../../kernel/empty-identity.ts";
import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import { pick } from "./pick.ts";

export const userLimits = {
  properties: 100,
  nameChars: 120,
  valueChars: 512,
  /** CleverTap: shorter than 1024 characters */
  identityChars: 1_023,
  /** what an index of PostgreSQL can hold beside the other columns of its key */
  identityBytes: 2_500,
} as const;

export type UserOperation = {
  token: string;
  operation: "upsert" | "delete";
  identity: string;
  properties: JsonObject;
};

/** What was found of a user before something about them proved wrong. */
type Seen = { token: string | null; operation: string; identity: string };

type Place = {
  profile: JsonObject;
  /** those of the whole call */
  keyValues: Json | undefined;
  /** where the profile stands, for example `profiles[2].` */
  path: string;
  seen: Seen;
};

/** Text, or a number as text; null for what is empty. */
function textOf(value: Json | undefined, field: string): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value !== "string" && typeof value !== "number") {
    throw wrongValue(field, "must be text");
  }
  if (typeof value === "number" && !isExact(value)) {
    throw new LongId(field);
  }
  return String(value).trim() || null;
}

/** The same of what tells a user: what a sender writes where it knows nobody would make one user of many. */
function idOf(value: Json | undefined, field: string): string | null {
  const id = textOf(value, field);
  return id !== null && isEmptyIdentity(id) ? null : id;
}

function identityOf(profile: JsonObject, path: string): string {
  const given = pick(profile, "identity");
  const all = pick(profile, "all_identities");
  const [first] = Array.isArray(all) ? all : [all];
  const identity =
    idOf(given, `${path}identity`) ??
    idOf(first, `${path}all_identities`) ??
    idOf(pick(profile, "email"), `${path}email`) ??
    idOf(pick(profile, "objectId"), `${path}objectId`);
  const field = `${path}identity`;
  if (identity === null) {
    const what = textOf(given, field) === null ? "is missing" : `${JSON.stringify(given)} names nobody`;
    throw wrongValue(field, `${what}; send the identity, e-mail or objectId of the user`);
  }
  if (identity.length > userLimits.identityChars) {
    throw wrongValue(field, `must be shorter than ${userLimits.identityChars + 1} characters`);
  }
  const bytes = Math.max(Buffer.byteLength(identity), Buffer.byteLength(identity.toLowerCase()));
  if (bytes > userLimits.identityBytes) {
    throw wrongValue(field, `must be at most ${userLimits.identityBytes} bytes long`);
  }
  return identity;
}

function pairsOf(value: Json | undefined, field: string): [name: string, value: Json, field: string][] {
  if (value === undefined) {
    return [];
  }
  if (!isJsonObject(value)) {
    throw wrongValue(field, "must be a JSON object");
  }
  return Object.entries(value).map(([name, item]) => [
    name,
    item,
    `${field}.${name.slice(0, userLimits.nameChars)}`,
  ]);
}

function propertiesOf(pairs: Map<string, [Json, string]>): JsonObject {
  const properties: [string, Json][] = [];
  for (const [name, [value, field]] of pairs) {
    if (name === "" || name.length > userLimits.nameChars) {
      throw wrongValue(field, `names of properties have 1 to ${userLimits.nameChars} characters`);
    }
    if (typeof value === "object" && value !== null) {
      throw wrongValue(field, "must be text, a number, true or false");
    }
    if (typeof value === "string" && value.length > userLimits.valueChars) {
      throw wrongValue(field, `must be at most ${userLimits.valueChars} characters long`);
    }
    properties.push([name, value]);
  }
  if (properties.length > userLimits.properties) {
    throw wrongValue("key_values", `holds more than ${userLimits.properties} properties`);
  }
  return Object.fromEntries(properties);
}

/**
 * What a call says about one user: key-values of the profile win over those of the whole call; all but `storyly_token` and
 * `operation` are properties. Throws a `Refusal` that names the field; `seen` then holds what had been found.
 */
export function readUser({ profile, keyValues, path, seen }: Place): UserOperation {
  const own = path === "" ? undefined : pick(profile, "key_values");
  const pairs = new Map<string, [Json, string]>();
  const control = new Map<string, [Json, string]>();
  for (const [name, value, field] of [
    ...pairsOf(keyValues, "key_values"),
    ...pairsOf(own, `${path}key_values`),
  ]) {
    const known = name.toLowerCase();
    if (known === "storyly_token" || known === "operation") {
      control.set(known, [value, field]);
    } else {
      pairs.set(name, [value, field]);
    }
  }
  const [tokenValue, tokenField] = control.get("storyly_token") ?? [undefined, "key_values.storyly_token"];
  const token = textOf(tokenValue, tokenField);
  seen.token = token;
  const [operationValue, operationField] = control.get("operation") ?? [undefined, "key_values.operation"];
  const operation = textOf(operationValue, operationField)?.toLowerCase() ?? "";
  seen.operation = operation.slice(0, 40);
  const identity = identityOf(profile, path);
  seen.identity = identity;
  if (token === null) {
    throw wrongValue(tokenField, "is missing; it selects the audience");
  }
  if (operation !== "upsert" && operation !== "delete") {
    throw wrongValue(operationField, "must be upsert or delete");
  }
  return { token, operation, identity, properties: propertiesOf(pairs) };
}
