import { z } from "zod";
import { isJsonObject, type Json } from "../kernel/json.ts";

export type Samples = { uuid: string; text: string };

const byFormat: Record<string, (samples: Samples) => string> = {
  uuid: ({ uuid }) => uuid,
  email: () => "sample@example.com",
  date: () => "2026-11-23",
  "date-time": () => "2026-11-23T12:00:00Z",
  uri: () => "https://example.com",
};

/** Texts that fit the format or the pattern: the sample, a number, an id, a place in the log, those of them that do. */
export function textsOf(schema: Record<string, Json>, samples: Samples): string[] {
  const known = byFormat[String(schema.format)];
  const pattern = new RegExp(typeof schema.pattern === "string" ? schema.pattern : "", "u");
  const text = samples.text.slice(0, Number(schema.maxLength ?? 1_000));
  return known ? [known(samples)] : [text, "1", samples.uuid, "1-1"].filter((each) => pattern.test(each));
}

function ofObject(schema: Record<string, Json>, samples: Samples): Json {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    required.map((name) => [String(name), sample(properties[String(name)], samples)]),
  );
}

function sample(schema: unknown, samples: Samples): Json {
  if (!isJsonObject(schema)) {
    return null;
  }
  if (schema.const !== undefined) {
    return schema.const;
  }
  if (Array.isArray(schema.enum)) {
    return schema.enum[0] ?? null;
  }
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (Array.isArray(choices)) {
    return sample(choices[0], samples);
  }
  const makers: Record<string, () => Json> = {
    object: () => ofObject(schema, samples),
    array: () => (schema.minItems ? [sample(schema.items, samples)] : []),
    string: () => textsOf(schema, samples)[0] ?? samples.text,
    integer: () => Number(schema.minimum ?? 1),
    number: () => Number(schema.minimum ?? 1),
    boolean: () => true,
  };
  return makers[String(schema.type)]?.() ?? samples.text;
}

/**
 * The smallest input that a schema's shape asks for: its required fields, ids and texts as given. Where a rule asks for one of
 * the others, the first with which it passes.
 */
export function sampleInput(schema: z.ZodType, samples: Samples): Json {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
  const smallest = sample(shape, samples);
  const properties = isJsonObject(shape) && isJsonObject(shape.properties) ? shape.properties : {};
  if (!isJsonObject(smallest) || schema.safeParse(smallest).success) {
    return smallest;
  }
  const larger = Object.entries(properties)
    .filter(([name]) => !(name in smallest))
    .map(([name, property]) => ({ ...smallest, [name]: sample(property, samples) }));
  return larger.find((input) => schema.safeParse(input).success) ?? smallest;
}
