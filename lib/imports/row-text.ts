import { isUtf8 } from "node:buffer";

/** Text of a value that was read byte by byte (latin1); null where its bytes are no UTF-8 or hold NUL. */
export function utf8Of(value: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: most values are plain ASCII and stay as they are
  if (/^[\x01-\x7f]*$/.test(value)) {
    return value;
  }
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString("utf8") : null;
}

/**
 * A value without the apostrophe that keeps spreadsheets from taking what follows for a formula: the files that Junction
 * writes have it, also before a phone number's plus.
 */
export const unguarded = (value: string): string =>
  /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? value.slice(1) : value;

/** A row as it is shown where it was refused: readable whatever its bytes are. */
export function shownRow(fields: string[], delimiter: string, chars: number): string {
  const bytes = Buffer.from(fields.join(delimiter).slice(0, chars * 4), "latin1");
  const text = bytes.toString("utf8").replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
  return text.length > chars ? `${text.slice(0, chars).replace(/\p{Surrogate}/gu, "")}…` : text;
}

/** What is wrong with a row that has not one field for each column; null when it has. */
export function fieldsProblem(fields: string[], columns: string[]): string | null {
  return fields.length === columns.length
    ? null
    : `${fields.length} ${fields.length === 1 ? "field" : "fields"} instead of ${columns.length}`;
}
