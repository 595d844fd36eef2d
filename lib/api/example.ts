import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";
import type { JsonSchema, SharedSchemas } from "./json-schema.ts";

const MAX_DEPTH = 6;

const byFormat: Record<string, string> = {
  uuid: "019a8f3e-5b1c-7d2a-9c40-2f6c1f0e7a11",
  email: "maria@example.com",
  date: "2026-11-23",
  "date-time": "2026-11-23T12:00:00.000Z",
  uri: "https://example.com",
};

function ofObject(schema: JsonSchema, shared: SharedSchemas, onlyRequired: boolean, depth: number): Json {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const named = Object.entries(properties).filter(([name]) => !onlyRequired || required.includes(name));
  if (named.length === 0 && isJsonObject(schema.additionalProperties)) {
    return { key: example(schema.additionalProperties, shared, onlyRequired, depth + 1) };
  }
  return Object.fromEntries(
    named.map(([name, inner]) => [name, example(inner, shared, onlyRequired, depth + 1)]),
  );
}

function referred(schema: JsonSchema, shared: SharedSchemas): JsonSchema {
  const name = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  return name === undefined ? schema : (shared[name] ?? {});
}

/** A value that a JSON Schema allows, for documentation; `onlyRequired` leaves out what may be left out. */
export function example(
  given: Json | undefined,
  shared: SharedSchemas,
  onlyRequired = false,
  depth = 0,
): Json {
  if (!isJsonObject(given) || depth > MAX_DEPTH) {
    return null;
  }
  const schema = referred(given, shared);
  const firstOf = (list: Json | undefined) => (Array.isArray(list) ? list[0] : undefined);
  const chosen = [schema.const, schema.default, firstOf(schema.enum), firstOf(schema.examples)].find(
    (value) => value !== undefined,
  );
  if (chosen !== undefined) {
    return chosen;
  }
  // Beside properties, choices are conditions (one of two is required), not shapes.
  const choices = schema.properties ? undefined : (schema.anyOf ?? schema.oneOf ?? schema.allOf);
  if (Array.isArray(choices)) {
    const informative = choices.find((choice) => isJsonObject(choice) && choice.type !== "null");
    return example(informative, shared, onlyRequired, depth + 1);
  }
  const makers: Record<string, () => Json> = {
    object: () => ofObject(schema, shared, onlyRequired, depth),
    array: () => [example(schema.items, shared, onlyRequired, depth + 1)],
    string: () => byFormat[String(schema.format)] ?? "text",
    integer: () => (typeof schema.minimum === "number" ? Math.max(schema.minimum, 1) : 1),
    number: () => 1,
    boolean: () => true,
  };
  return makers[String(Array.isArray(schema.type) ? schema.type[0] : schema.type)]?.() ?? null;
}

/** A schema in a few words: `string (uuid)`, `number or null`, `list of object`, `"a" or "b"`. */
export function typeWords(given: Json | undefined, shared: SharedSchemas, depth = 0): string {
  if (!isJsonObject(given) || depth > MAX_DEPTH) {
    return "any";
  }
  const schema = referred(given, shared);
  const choices = schema.properties ? undefined : (schema.anyOf ?? schema.oneOf);
  if (Array.isArray(choices)) {
    return [...new Set(choices.map((choice) => typeWords(choice, shared, depth + 1)))].join(" or ");
  }
  if (schema.const !== undefined || Array.isArray(schema.enum)) {
    const values = Array.isArray(schema.enum) ? schema.enum : [schema.const ?? null];
    return values.map((value) => JSON.stringify(value)).join(" or ");
  }
  if (schema.type === "array") {
    return `list of ${typeWords(schema.items, shared, depth + 1)}`;
  }
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "any");
  return typeof schema.format === "string" ? `${type} (${schema.format})` : String(type);
}

export type FieldLine = { path: string; type: string; required: boolean; description: string; depth: number };

type At = { prefix: string; depth: number; steps: number };

/** The fields of an object schema, line by line, inner ones after the field that holds them. */
export function fieldLines(
  given: Json | undefined,
  shared: SharedSchemas,
  at: At = { prefix: "", depth: 0, steps: 0 },
): FieldLine[] {
  const schema: JsonObject = isJsonObject(given) ? referred(given, shared) : {};
  // Schemas may hold themselves (any JSON), also without an object in between.
  if (at.steps > 8 || at.depth > 3) {
    return [];
  }
  const next = { ...at, steps: at.steps + 1 };
  if (schema.type === "array") {
    return fieldLines(schema.items, shared, { ...next, prefix: `${at.prefix}[]` });
  }
  if (Array.isArray(schema.anyOf) && !schema.properties) {
    const inner = schema.anyOf.find((choice) => isJsonObject(choice) && (choice.properties ?? choice.items));
    return fieldLines(inner, shared, next);
  }
  if (!isJsonObject(schema.properties)) {
    return [];
  }
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).flatMap(([name, inner]) => {
    const path = at.prefix ? `${at.prefix}.${name}` : name;
    const words = isJsonObject(inner) && typeof inner.description === "string" ? inner.description : "";
    const type = typeWords(inner, shared);
    const line = { path, type, required: required.includes(name), description: words, depth: at.depth };
    return [line, ...fieldLines(inner, shared, { ...next, prefix: path, depth: at.depth + 1 })];
  });
}
