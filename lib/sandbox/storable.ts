import type { Json } from "../kernel/json.ts";

// PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair.
const halfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const suspicious = /\\u(?:0000|d[89a-f])/i;

/** The text with what PostgreSQL cannot hold replaced by U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").replace(halfPair, "\uFFFD");
}

function storableValue(value: Json): Json {
  if (typeof value === "string") {
    return storableText(value);
  }
  if (Array.isArray(value)) {
    return value.map(storableValue);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [storableText(name), storableValue(inner)]),
    );
  }
  return value;
}

/** The value as JSON text that jsonb takes. Nearly always nothing needs replacing, so the text is looked at first. */
export function storableJson(value: Json): string {
  const text = JSON.stringify(value);
  return suspicious.test(text) ? JSON.stringify(storableValue(value)) : text;
}
