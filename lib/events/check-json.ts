import { callLimits } from "./call.ts";
import { wrongValue } from "./refusal.ts";

/** `properties.list[2].name`, cut where it would become longer than anybody reads. */
function fieldPath(path: readonly (string | number)[]): string {
  let text = "";
  for (const part of path) {
    text += typeof part === "number" ? `[${part}]` : text ? `.${part}` : part;
    if (text.length > 120) {
      return `${text.slice(0, 120)}…`;
    }
  }
  return text;
}

// Only escapes can bring these characters into parsed JSON; a false alarm costs a closer look, nothing else.
const suspiciousEscape = /\\u(?:0000|[dD][89a-fA-F])/;

/** True when the text of a body may hold NUL or lone surrogates, so that its strings must be looked at one by one. */
export function mayHoldBadStrings(text: string): boolean {
  return suspiciousEscape.test(text);
}

const loneSurrogate = /\p{Surrogate}/u;
const unreadable = /[\p{Surrogate}\p{Cc}]/gu;

function checkString(value: string, path: (string | number)[], what: string): void {
  if (value.includes("\0")) {
    throw wrongValue(fieldPath(path), `${what} a NUL character`);
  }
  if (loneSurrogate.test(value)) {
    throw wrongValue(fieldPath(path), `${what} half of a surrogate pair`);
  }
}

/**
 * A key with which a careless reader could change JavaScript's own objects. `constructor` and `prototype` as plain
 * values are data (a racing team has a constructor); only with an object behind them can they do harm.
 */
function isPrototypeKey(key: string, value: unknown): boolean {
  return (
    key === "__proto__" ||
    ((key === "constructor" || key === "prototype") && typeof value === "object" && value !== null)
  );
}

function walk(value: object, path: (string | number)[], level: number, strings: boolean): number {
  if (level > callLimits.levels) {
    throw wrongValue(fieldPath(path), `is nested deeper than ${callLimits.levels} levels`);
  }
  const isList = Array.isArray(value);
  let chars = 2;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    const part = isList ? Number(key) : key;
    chars += key.length + 4;
    if (!isList) {
      if (isPrototypeKey(key, item)) {
        throw wrongValue(fieldPath([...path, key]), "this key is not allowed");
      }
      if (strings) {
        checkString(key, [...path, key.replace(unreadable, "\ufffd")], "its name contains");
      }
    }
    if (typeof item === "object") {
      if (item !== null) {
        path.push(part);
        chars += walk(item, path, level + 1, strings);
        path.pop();
      }
    } else if (typeof item === "string") {
      chars += item.length + 2;
      if (strings) {
        checkString(item, [...path, part], "contains");
      }
    } else {
      chars += 24;
      if (typeof item === "number" && !Number.isFinite(item)) {
        throw wrongValue(fieldPath([...path, part]), "is too large a number");
      }
    }
  }
  return chars;
}

/**
 * Refuses what JSON can say but PostgreSQL or a partner cannot hold: too many levels, prototype keys, numbers beyond
 * a double and, when `strings` is set, NUL and lone surrogates. `at` is where the value stands, for example `batch[3]`. Returns about how many characters it has.
 */
export function checkJson(value: object, at: readonly (string | number)[], strings: boolean): number {
  return walk(value, [...at], 1, strings);
}
