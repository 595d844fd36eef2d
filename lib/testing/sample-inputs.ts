import { z } from "zod";
import { isJsonObject, type Json } from "../kernel/json.ts";
import { type Samples, textsOf } from "./sample-input.ts";

const MAX_DEPTH = 6;
const MAX_SAMPLES = 40;

function objectsOf(schema: Record<string, Json>, samples: Samples, depth: number): Json[] {
  const required = (Array.isArray(schema.required) ? schema.required : []).map(String);
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const all = Object.entries(properties).map(
    ([name, property]) => [name, samplesOf(property, samples, depth + 1)] as const,
  );
  const firsts = Object.fromEntries(all.map(([name, values]) => [name, values[0] ?? null]));
  const smallest = Object.fromEntries(required.map((name) => [name, firsts[name] ?? null]));
  const others = all.flatMap(([name, values]) =>
    values.slice(required.includes(name) ? 1 : 0).map((value) => ({ ...smallest, [name]: value })),
  );
  return [smallest, ...others, firsts].slice(0, MAX_SAMPLES);
}

function samplesOf(schema: unknown, samples: Samples, depth: number): Json[] {
  if (!isJsonObject(schema) || depth > MAX_DEPTH) {
    return [null];
  }
  if (schema.const !== undefined) {
    return [schema.const];
  }
  if (Array.isArray(schema.enum)) {
    return schema.enum.slice(0, depth < 3 ? 12 : 1);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) {
    return choices.flatMap((choice) => samplesOf(choice, samples, depth + 1)).slice(0, MAX_SAMPLES);
  }
  if (Array.isArray(schema.allOf)) {
    return samplesOf(schema.allOf[0], samples, depth);
  }
  const makers: Record<string, () => Json[]> = {
    object: () => objectsOf(schema, samples, depth),
    array: () => {
      const one = samplesOf(schema.items, samples, depth + 1).slice(0, 10);
      return [...(schema.minItems ? [] : [[]]), ...one.map((item) => [item])];
    },
    string: () => textsOf(schema, samples).slice(0, 3),
    integer: () => [Number(schema.minimum ?? 1)],
    number: () => [Number(schema.minimum ?? 1)],
    boolean: () => [true, false],
  };
  return makers[String(schema.type)]?.() ?? [samples.text];
}

/**
 * Inputs of a schema's shape: the smallest, and with each of its other fields and choices once, with ids and texts as given.
 * The same in the same order whatever the samples are; not each of them has to fit.
 */
export function sampleInputs(schema: z.ZodType, samples: Samples): Json[] {
  return samplesOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json, samples, 0);
}
