import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";

/*
 * PostgreSQL's jsonb gives the keys of an object back in an order of its own: shorter ones first, then by their bytes. A
 * partner that takes no objects gets their JSON text instead, and that is to be the one which the sender would have written. So
 * a value that would come back otherwise is kept as a text too, among the extras of its call.
 */
export const WRITTEN = "written";

function isReordered(value: JsonObject | Json[]): boolean {
  if (Array.isArray(value)) {
    return value.some((item) => typeof item === "object" && item !== null && isReordered(item));
  }
  let last = "";
  for (const key in value) {
    const isBehind = key.length > last.length || (key.length === last.length && key >= last);
    // Where a letter has several bytes it is these that count, and not worth finding out.
    if (!isBehind || Buffer.byteLength(key) > key.length) {
      return true;
    }
    last = key;
    const item = value[key];
    if (typeof item === "object" && item !== null && isReordered(item)) {
      return true;
    }
  }
  return false;
}

function textsOf(values: JsonObject | undefined): JsonObject | undefined {
  let texts: JsonObject | undefined;
  for (const key in values) {
    const value = values[key];
    if (typeof value === "object" && value !== null && isReordered(value)) {
      texts ??= {};
      texts[key] = JSON.stringify(value);
    }
  }
  return texts;
}

/** What of a call is to be kept as texts, by where it stands; undefined where the log gives all of it back as it was. */
export function writtenIn(parts: {
  properties?: JsonObject;
  traits?: JsonObject;
  contextTraits?: JsonObject;
}): JsonObject | undefined {
  const properties = textsOf(parts.properties);
  const traits = textsOf(parts.traits);
  const contextTraits = textsOf(parts.contextTraits);
  return properties || traits || contextTraits
    ? {
        ...(properties && { properties }),
        ...(traits && { traits }),
        ...(contextTraits && { contextTraits }),
      }
    : undefined;
}

function restored(values: JsonObject, texts: JsonObject): JsonObject {
  const entries = Object.entries(values).map(([key, value]) => {
    const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
    return [key, typeof text === "string" ? (JSON.parse(text) as Json) : value] as const;
  });
  return Object.fromEntries(entries);
}

/** A call from the log, what is kept of it as texts put in its places. */
export function asWritten({ [WRITTEN]: written, ...call }: JsonObject): JsonObject {
  const texts = isJsonObject(written) ? written : {};
  const put = (values: JsonObject, field: string, textsOfField: Json | undefined) => {
    const value = values[field];
    if (isJsonObject(value) && isJsonObject(textsOfField)) {
      values[field] = restored(value, textsOfField);
    }
  };
  put(call, "properties", texts.properties);
  put(call, "traits", texts.traits);
  if (isJsonObject(call.context)) {
    call.context = { ...call.context };
    put(call.context, "traits", texts.contextTraits);
  }
  return call;
}
