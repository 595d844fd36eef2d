import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../kernel/json.ts";

export type JsonSchema = JsonObject;

/** Schemas that others refer to, by the name under which the document keeps them. */
export type SharedSchemas = Record<string, JsonSchema>;

/** Points every reference into a schema's own `$defs` at the document's components. */
function repointed(value: Json, prefix: string): Json {
  if (Array.isArray(value)) {
    return value.map((item) => repointed(item, prefix));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === "$ref" && typeof inner === "string"
        ? [name, inner.replace(/^#\/\$defs\//, `#/components/schemas/${prefix}`)]
        : [name, repointed(inner, prefix)],
    ),
  );
}

/**
 * A zod schema as JSON Schema 2020-12: what callers may send (`input`) or will get (`output`). Parts that it shares
 * with itself go into `shared` under names that begin with `name`. What JSON Schema cannot say is left open.
 */
export function jsonSchemaOf(
  schema: z.ZodType,
  io: "input" | "output",
  name: string,
  shared: SharedSchemas,
): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as unknown as JsonObject;
  const { $schema: _dialect, $defs: parts, ...rest } = made;
  const prefix = `${name}.`;
  if (isJsonObject(parts)) {
    for (const [part, inner] of Object.entries(parts)) {
      const moved = repointed(inner, prefix);
      shared[`${prefix}${part}`] = isJsonObject(moved) ? moved : {};
    }
  }
  const moved = repointed(rest, prefix);
  return isJsonObject(moved) ? moved : {};
}
