import type { Json, JsonObject } from "@/lib/kernel/json.ts";
import { keyText } from "@/lib/templates/key-text.ts";
import type { Missing, TemplateObject, TemplateVariable } from "@/lib/templates/types.ts";

const simple = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A property of an object as Liquid names it: `Profile.plan`, `Profile["Pet Name"]`. */
export function pathOf(object: TemplateObject, keys: readonly string[]): string {
  return keys.reduce((path, key) => path + (simple.test(key) ? `.${key}` : keyText(key)), object as string);
}

/** What is put into a text for a property, and where in it the caret goes: between the quotes of its default. */
export function insertionOf(path: string): { text: string; caret: number } {
  const before = `{{ ${path} | default: "`;
  return { text: `${before}" }}`, caret: before.length };
}

/** A text with another one put in place of what was selected. */
export function inserted(text: string, start: number, end: number, piece: string): string {
  return `${text.slice(0, start)}${piece}${text.slice(end)}`;
}

/** Where a line and a column, both from 1, are in a text. */
export function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((length, each) => length + each.length + 1, 0) + column - 1;
}

export type Piece = { at: number; text: string; isGap: boolean };

/** A template in pieces: those that print a property without value, and the rest. */
export function markedPieces(template: string, missing: readonly Missing[]): Piece[] {
  const starts = [...new Set(missing.map(({ line, column }) => offsetOf(template, line, column)))];
  const pieces: Piece[] = [];
  let end = 0;
  for (const start of starts.sort((a, b) => a - b)) {
    const close = template.indexOf("}}", start);
    const stop = close === -1 ? template.length : close + 2;
    if (start >= end) {
      pieces.push({ at: end, text: template.slice(end, start), isGap: false });
      pieces.push({ at: start, text: template.slice(start, stop), isGap: true });
      end = stop;
    }
  }
  pieces.push({ at: end, text: template.slice(end), isGap: false });
  return pieces.filter(({ text }) => text !== "");
}

function put(into: Json | undefined, keys: readonly string[], leaf: string): Json {
  const [key, ...rest] = keys;
  if (key === undefined) {
    return into ?? leaf;
  }
  if (key === "[]") {
    const [first] = Array.isArray(into) ? into : [];
    return [put(first, rest, leaf)];
  }
  const object: JsonObject =
    typeof into === "object" && into !== null && !Array.isArray(into) ? { ...into } : {};
  object[key] = put(object[key], rest, leaf);
  return object;
}

/** An object that has all that texts read of it: each value is the name of its property. */
export function sampleOf(variables: readonly TemplateVariable[], object: TemplateObject): JsonObject {
  const own = variables.filter((each) => each.object === object && each.segments.length > 1);
  // The longest first, so that what has something in it is not taken for a text.
  const sorted = [...own].sort((a, b) => b.segments.length - a.segments.length);
  return sorted.reduce<JsonObject>((sample, { segments }) => {
    const keys = segments.slice(1);
    return put(sample, keys, keys.findLast((key) => key !== "[]") ?? "") as JsonObject;
  }, {});
}

/** A JSON object that somebody typed; nothing typed is none. */
export function readObject(text: string): { value: JsonObject | undefined; problem: string | null } {
  if (text.trim() === "") {
    return { value: undefined, problem: null };
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? { value: value as JsonObject, problem: null }
      : { value: undefined, problem: "it begins with { and ends with }" };
  } catch (error) {
    return { value: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}
