import { Fault } from "../kernel/fault.ts";
import { importLimits } from "./limits.ts";

export const delimiters = [",", ";", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

const NEWLINE = /[\r\n]/;

/** Something wrong with a file as a whole: nothing of it is taken. */
export function badFile(message: string, cause?: unknown): Fault {
  return new Fault("invalid", `file: ${message}`, {
    cause,
    problems: [{ path: "file", field: "file", message }],
  });
}

/** The file has no header row: `column` stands where names should, and the first user would be lost without a word. */
export function noHeaderRow(column: string): Fault {
  return badFile(
    `has no header row: "${column}" stands where the identity's column would have its name. Put a row with the names of the columns above it`,
  );
}

/** The first line of a text that is not empty, quotes respected; all of it where no line ends. */
function firstLine(text: string): string {
  let quoted = false;
  const begin = text.search(/[^\r\n]/);
  for (let index = Math.max(begin, 0); index < text.length; index += 1) {
    const char = text[index] ?? "";
    quoted = char === '"' ? !quoted : quoted;
    if (!quoted && NEWLINE.test(char)) {
      return text.slice(begin, index);
    }
  }
  return text.slice(Math.max(begin, 0));
}

/**
 * The line "sep=;" that spreadsheets read a file's delimiter from, and write above the header: the delimiter, and the line's
 * length. Null where the file does not begin with one.
 */
export function saidDelimiter(head: string): { delimiter: Delimiter; length: number } | null {
  const [line, said] = /^"?sep=([,;\t])"?(?:\r\n|\n|\r)/i.exec(head) ?? [];
  const delimiter = delimiters.find((each) => each === said);
  return line !== undefined && delimiter ? { delimiter, length: line.length } : null;
}

/** The delimiter that a header line uses most outside of quotes; a comma where it uses none. */
export function delimiterOf(head: string): Delimiter {
  const line = firstLine(head).replace(/"[^"]*"/g, "");
  const count = (delimiter: Delimiter) => line.split(delimiter).length;
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best), delimiters[0]);
}

/** What begins files that are often chosen by mistake: PNG, JPEG, PDF and the older Excel's. */
const otherFiles = ["89504e47", "ffd8ff", "25504446", "d0cf11e0"];

/** Length of a byte order mark of UTF-8. Throws when the file begins as one of UTF-16 or a packed one. */
export function markBytes(head: Buffer): number {
  const begin = head.subarray(0, 4).toString("hex");
  if (begin.startsWith("fffe") || begin.startsWith("feff")) {
    throw badFile("is written in UTF-16; save it as CSV UTF-8");
  }
  if (begin.startsWith("504b0304")) {
    throw badFile("is a spreadsheet or a ZIP archive; save it as CSV UTF-8");
  }
  if (otherFiles.some((mark) => begin.startsWith(mark))) {
    throw badFile("is no CSV file; save it as CSV UTF-8");
  }
  if (begin.startsWith("1f8b")) {
    throw badFile("is packed with gzip; unpack it, or send it with the header content-encoding: gzip");
  }
  return begin.startsWith("efbbbf") ? 3 : 0;
}

/** Names of the columns. Throws when a name is missing, too long, or there twice. */
export function columnsOf(header: string[]): string[] {
  const columns = header.map((name) => name.trim());
  if (columns.length > importLimits.columns) {
    throw badFile(`has ${columns.length} columns; at most ${importLimits.columns} are taken`);
  }
  columns.forEach((name, index) => {
    if (name === "") {
      throw badFile(`column ${index + 1} has no name in the header row`);
    }
    if (name.length > importLimits.nameChars) {
      throw badFile(`the name of column ${index + 1} is longer than ${importLimits.nameChars} characters`);
    }
    if (/[\0\uFFFD]/.test(name)) {
      throw badFile(`the name of column ${index + 1} is not UTF-8 text`);
    }
    if (columns.indexOf(name) !== index) {
      throw badFile(`two columns are named "${name}"`);
    }
  });
  return columns;
}

/** The first column that is named as one of `usual` names, which come likeliest first. */
export function likelyColumn(columns: string[], usual: readonly string[]): string | undefined {
  const plain = (name: string) => name.toLowerCase().replaceAll(" ", "_");
  const known = usual.find((name) => columns.some((column) => plain(column) === name));
  return columns.find((column) => plain(column) === known);
}
