import type { ValueTest } from "../../segments/value-test.ts";

type Test = Extract<ValueTest, { type: "text"; value: string }>;

const literally = (char: string): string => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
const one = (text: string): string | null =>
  String.fromCodePoint(text.codePointAt(0) ?? 0) === text ? text : null;

function capitalOf(char: string): string {
  const upper = one(char.toUpperCase());
  if (upper !== null) {
    return upper;
  }
  // Of Greek letters with a iota below, a capital stands 8 or 9 places on; other letters that become several have none.
  const code = char.codePointAt(0) ?? 0;
  const capitals = [code + 8, code + 9].map((each) => String.fromCodePoint(each));
  return capitals.find((each) => each.toLowerCase() === char) ?? char;
}

/**
 * PostgreSQL ignores case letter by letter: each stands for its small one and its capital, whatever stands around it. So Σ
 * is σ also at the end of a word, ß is never SS, and İ is i.
 */
function eitherCase(char: string): string {
  const small = char === "İ" ? "i" : char.toLowerCase();
  const capital = capitalOf(char);
  return small === capital ? literally(small) : `[${literally(small)}${literally(capital)}]`;
}

/** Many people are asked the same one after the other. */
const patterns = new WeakMap<Test, RegExp>();

/** A pattern of the texts that meet a test which ignores case, as jsonpath's like_regex with the flag "i" finds them. */
export function inAnyCase(test: Test): RegExp {
  const known = patterns.get(test);
  if (known) {
    return known;
  }
  const letters = Array.from(test.value, eitherCase).join("");
  const begin = test.op === "starts_with" ? "^" : "";
  const pattern = new RegExp(`${begin}${letters}${test.op === "ends_with" ? "$" : ""}`, "u");
  patterns.set(test, pattern);
  return pattern;
}
