import type { DocumentedOperation } from "../api/openapi.ts";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";

/** What a schema may be, one type each. */
function optionsOf(schema: JsonObject): JsonObject[] {
  if (Array.isArray(schema.anyOf)) {
    return schema.anyOf.filter(isJsonObject).flatMap(optionsOf);
  }
  return Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : [schema];
}

/** A value that this JSON Schema does not allow; undefined when it allows anything. */
function wrongValue(schema: JsonObject, asText: boolean): Json | undefined {
  const options = optionsOf(schema);
  const isText = (option: JsonObject) => option.type === "string";
  if (options.every((option) => option.type === undefined && !option.enum && option.const === undefined)) {
    return undefined;
  }
  if (!asText) {
    return options.some(isText) ? { no: 1 } : "nonsense";
  }
  const longest = Math.max(
    ...options.map((option) => (typeof option.maxLength === "number" ? option.maxLength : 0)),
  );
  if (!options.every(isText) || options.some((option) => option.enum || option.format || option.pattern)) {
    return "nonsense";
  }
  return longest > 0 ? "x".repeat(longest + 1) : undefined;
}

export type WrongInput = { name: string; value: Json };

/** For every part of an operation's input a value that does not fit it, as its document says. */
export function wrongInputs(operation: DocumentedOperation): WrongInput[] {
  const wrong = operation.parameters.map((parameter) => ({
    name: parameter.name,
    value: wrongValue(parameter.schema, true),
  }));
  const body = operation.requestBody?.content["application/json"]?.schema.properties;
  if (isJsonObject(body ?? null)) {
    for (const [name, schema] of Object.entries(body ?? {})) {
      wrong.push({ name, value: isJsonObject(schema) ? wrongValue(schema, false) : undefined });
    }
  }
  return wrong.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
}

/** Texts that every parser of JSON lets through: no database can hold the first two, and no list gave out the others. */
const strangeTexts = [
  "a\u0000b",
  "\ud800",
  "AAAA",
  "9".repeat(40),
  Buffer.from('{"tx":"x","entry":"y"}').toString("base64url"),
];

/** For every part of an operation's input that may be any text, alone or in a list, such texts. */
export function strangeInputs(operation: DocumentedOperation): WrongInput[] {
  const body = operation.requestBody?.content["application/json"]?.schema.properties;
  const parts: [string, unknown][] = [
    // Half of a pair cannot stand in an address.
    ...operation.parameters
      .filter((each) => each.in === "query")
      .map((each): [string, unknown] => [each.name, each.schema]),
    ...Object.entries(isJsonObject(body ?? null) ? (body ?? {}) : {}),
  ];
  return parts.flatMap(([name, schema]) => {
    const isList = isJsonObject(schema) && schema.type === "array";
    const isText = isJsonObject(schema) && optionsOf(schema).some((option) => option.type === "string");
    return isList || isText ? strangeTexts.map((text) => ({ name, value: isList ? [text] : text })) : [];
  });
}
