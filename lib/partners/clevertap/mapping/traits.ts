import { isJsonObject, type Json, type JsonObject } from "../../../kernel/json.ts";
import type { CallParts } from "./call-parts.ts";
import { flatValue } from "./flat-value.ts";
import { firstGiven } from "./lookup.ts";

const prototypeKeys = ["__proto__", "constructor", "prototype"];

/** Traits that never become custom properties: they have a place of their own, or are no properties at all. */
const ownPlaces = new Set([
  ...["email", "firstName", "firstname", "first_name", "lastName", "lastname", "last_name", "name", "phone"],
  ...["gender", "education", "employed", "birthday", "married", "customerType", "anonymousId", "avatar"],
  ...["userId", "id", "ts", "overrideFields", ...prototypeKeys],
]);

/** Traits whose lists and objects CleverTap reads itself. */
const keptWhole = new Set(["category-unsubscribe", "category-resubscribe"]);

const genders = new Map<Json | undefined, string>([
  ...["f", "F", "female", "Female", "FEMALE"].map((word) => [word, "F"] as const),
  ...["m", "M", "male", "Male", "MALE"].map((word) => [word, "M"] as const),
]);

function put(data: JsonObject, key: string, value: Json | undefined): void {
  if (value !== undefined) {
    data[key] = flatValue(value);
  }
}

function firstNameIn({ firstName, firstname, first_name }: JsonObject): Json | undefined {
  return firstGiven(firstName, firstname, first_name);
}

function lastNameIn({ lastName, lastname, last_name }: JsonObject): Json | undefined {
  return firstGiven(lastName, lastname, last_name);
}

/** First and last name in one; undefined unless both are there: false and 0 are no names. */
function fullName({ traits, contextTraits }: CallParts): string | undefined {
  const first = firstNameIn(traits) ?? firstNameIn(contextTraits);
  const last = lastNameIn(traits) ?? lastNameIn(contextTraits);
  return first && last && typeof first !== "object" && typeof last !== "object"
    ? `${first} ${last}`
    : undefined;
}

function putStandard(data: JsonObject, parts: CallParts): void {
  const { traits, contextTraits, properties } = parts;
  put(data, "Email", firstGiven(traits.email, contextTraits.email, properties.email));
  const name = firstGiven(traits.name, contextTraits.name);
  put(data, "Name", name || (fullName(parts) ?? name));
  put(data, "Phone", firstGiven(traits.phone, contextTraits.phone));
  put(data, "Gender", genders.get(firstGiven(traits.gender, contextTraits.gender)));
  put(data, "Employed", firstGiven(traits.employed, contextTraits.employed));
  put(data, "DOB", firstGiven(traits.birthday, contextTraits.birthday));
  put(data, "Education", firstGiven(traits.education, contextTraits.education));
  put(data, "Married", firstGiven(traits.married, contextTraits.married));
  put(data, "Customer Type", firstGiven(traits.customerType, contextTraits.customerType));
  put(data, "Photo", firstGiven(traits.avatar, contextTraits.avatar));
}

/** A value that is null takes the key away, whoever set it before: nothing that is null is sent. */
function overwrite(data: JsonObject, key: string, value: Json): void {
  if (value !== null) {
    data[key] = value;
  } else if (Object.hasOwn(data, key)) {
    delete data[key];
  }
}

function putCustom(data: JsonObject, traits: JsonObject): void {
  for (const key of Object.keys(traits)) {
    if (!ownPlaces.has(key)) {
      const value = traits[key] ?? null;
      overwrite(data, key, keptWhole.has(key) ? value : flatValue(value));
    }
  }
}

/**
 * The user's properties of an identify call (contracts §7.3, steps 1 to 7): standard traits, of which `traits` come first;
 * custom ones, of which `context.traits` have the last word; and `overrideFields` as they are, for CleverTap's operators.
 */
export function profileDataOf(parts: CallParts): JsonObject {
  const data: JsonObject = {};
  putStandard(data, parts);
  putCustom(data, parts.traits);
  putCustom(data, parts.contextTraits);
  const overriding = [parts.traits.overrideFields, parts.contextTraits.overrideFields].find(isJsonObject);
  for (const [key, value] of Object.entries(overriding ?? {})) {
    if (!prototypeKeys.includes(key)) {
      overwrite(data, key, value);
    }
  }
  return data;
}
