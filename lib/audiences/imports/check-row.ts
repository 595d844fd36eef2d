import { isUtf8 } from "node:buffer";
import { userLimits } from "../inbound/read-user.ts";

export type GoodRow = { line: number; identity: string; properties: Record<string, string> };
export type BadRow = { line: number; reason: string; text: string };

/** Text of a value that was read byte by byte (latin1); null where its bytes are no UTF-8 or hold NUL. */
export function utf8Of(value: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: most values are plain ASCII and stay as they are
  if (/^[\x01-\x7f]*$/.test(value)) {
    return value;
  }
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString("utf8") : null;
}

/** A row as it is shown where it was refused: readable whatever its bytes are. */
export function shownRow(fields: string[], delimiter: string, chars: number): string {
  const bytes = Buffer.from(fields.join(delimiter).slice(0, chars * 4), "latin1");
  const text = bytes.toString("utf8").replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
  return text.length > chars ? `${text.slice(0, chars).replace(/\p{Surrogate}/gu, "")}…` : text;
}

function identityProblem(identity: string): string | null {
  if (identity === "") {
    return "no identity";
  }
  if (identity.length > userLimits.identityChars) {
    return `identity of ${userLimits.identityChars + 1} characters or more`;
  }
  const bytes = Math.max(Buffer.byteLength(identity), Buffer.byteLength(identity.toLowerCase()));
  return bytes > userLimits.identityBytes ? `identity of more than ${userLimits.identityBytes} bytes` : null;
}

/** One data row (fields in latin1) as a user, or why it cannot be one. All other columns become properties, as text. */
export function checkRow(
  fields: string[],
  columns: string[],
  identityAt: number,
): Omit<GoodRow, "line"> | string {
  if (fields.length !== columns.length) {
    return `${fields.length} ${fields.length === 1 ? "field" : "fields"} instead of ${columns.length}`;
  }
  const values: string[] = [];
  for (const [index, field] of fields.entries()) {
    const value = utf8Of(field);
    if (value === null) {
      return `"${columns[index]}" is not UTF-8 text`;
    }
    if (index !== identityAt && value.length > userLimits.valueChars) {
      return `"${columns[index]}" is longer than ${userLimits.valueChars} characters`;
    }
    values.push(value);
  }
  const identity = (values[identityAt] ?? "").trim();
  const problem = identityProblem(identity);
  if (problem) {
    return problem;
  }
  const pairs = columns.flatMap((name, index) => (index === identityAt ? [] : [[name, values[index] ?? ""]]));
  return { identity, properties: Object.fromEntries(pairs) };
}
