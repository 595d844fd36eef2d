import { z } from "zod";
import type { JsonObject } from "../kernel/json.ts";
import type { TemplateSpot } from "./kit.ts";
import { put } from "./profile-parts.ts";

export const keyValueLimits = { pairs: 100, keyChars: 120, valueChars: 10_000 } as const;

const pair = z.object({
  key: z.string().trim().max(keyValueLimits.keyChars, `At most ${keyValueLimits.keyChars} characters`),
  value: z.string().max(keyValueLimits.valueChars, `At most ${keyValueLimits.valueChars} characters`),
});
export type KeyValue = z.output<typeof pair>;

/** Custom key-value pairs of a message, their values with Liquid. */
export const keyValueDraft = z
  .array(pair)
  .max(keyValueLimits.pairs, `At most ${keyValueLimits.pairs} key-value pairs`);

/** Says of each pair what keeps it from being sent. */
export function checkKeyValues(pairs: KeyValue[], context: z.core.$RefinementCtx, path = "keyValues"): void {
  const seen = new Set<string>();
  const say = (index: number, field: "key" | "value", message: string) =>
    context.addIssue({ code: "custom", path: [path, index, field], message });
  for (const [index, { key, value }] of pairs.entries()) {
    if (key === "") {
      say(index, "key", "Fill this in");
    } else if (seen.has(key)) {
      say(index, "key", `“${key}” stands here twice`);
    }
    seen.add(key);
    if (value.trim() === "") {
      say(index, "value", "Fill this in");
    }
  }
}

export function keyValueSpots(pairs: KeyValue[]): TemplateSpot[] {
  return pairs.map(({ key, value }, index) => ({
    path: `keyValues.${index}.value`,
    label: key === "" ? `Value ${index + 1}` : key,
    text: value,
    context: "text",
  }));
}

/** Adds the pairs with their texts made, in the order of the spots. */
export function putPairs(into: JsonObject, keys: string[], texts: string[]): void {
  for (const [index, key] of keys.entries()) {
    put(into, key, texts[index] ?? "");
  }
}
