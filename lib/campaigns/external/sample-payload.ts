import type { Json, JsonObject } from "../../kernel/json.ts";
import type { TemplateVariable } from "../../templates/types.ts";

type Branch = { fields: Map<string, Branch>; list: boolean };
const branch = (): Branch => ({ fields: new Map(), list: false });

/** The keys of `ExternalTrigger` that templates read, as a tree. `[]` in a path: of each element of a list. */
function treeOf(variables: readonly TemplateVariable[]): Branch {
  const root = branch();
  for (const { object, segments } of variables) {
    if (object !== "ExternalTrigger") {
      continue;
    }
    let at = root;
    for (const segment of segments.slice(segments[0] === "ExternalTrigger" ? 1 : 0)) {
      if (segment === "[]") {
        at.list = true;
        continue;
      }
      const next = at.fields.get(segment) ?? branch();
      at.fields.set(segment, next);
      at = next;
    }
  }
  return root;
}

function sampleOf(name: string, { fields, list }: Branch): Json {
  const inner: Json =
    fields.size === 0
      ? name === ""
        ? {}
        : `sample ${name}`
      : Object.fromEntries([...fields].map(([key, value]) => [key, sampleOf(key, value)]));
  return list ? [inner] : inner;
}

function schemaOf({ fields, list }: Branch): JsonObject {
  const inner: JsonObject =
    fields.size === 0
      ? { type: "string" }
      : {
          type: "object",
          properties: Object.fromEntries([...fields].map(([key, value]) => [key, schemaOf(value)])),
        };
  return list ? { type: "array", items: inner } : inner;
}

/** A payload with a value for every key that the templates read, and its JSON Schema; leaf values are strings (contracts §2.2). */
export function samplePayload(variables: readonly TemplateVariable[]): {
  sample: JsonObject;
  schema: JsonObject;
} {
  const tree = treeOf(variables);
  const sample = tree.fields.size === 0 ? {} : (sampleOf("", tree) as JsonObject);
  return { sample, schema: { ...schemaOf(tree), type: "object" } };
}
