import { Readable } from "node:stream";
import { CsvError, type Options, parse } from "csv-parse";
import { badFile, type Delimiter, delimiterOf, markBytes, saidDelimiter } from "./csv-format.ts";
import { importLimits } from "./limits.ts";

/** A row with the line that it begins on; its fields are latin1, so that no byte is lost. */
export type CsvRow = { line: number; fields: string[] };

export type CsvFile = { delimiter: Delimiter; rows: AsyncIterable<CsvRow> };

const HEAD_BYTES = 64 * 1024;

async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const seen: Uint8Array[] = [];
  for (let bytes = 0; bytes < HEAD_BYTES; ) {
    const next = await pieces.next();
    if (next.done) {
      break;
    }
    seen.push(next.value);
    bytes += next.value.length;
  }
  return Buffer.concat(seen);
}

async function* joined(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    yield next.value;
  }
}

type Read = { info: { lines: number }; record: string[] };

const known: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: "a quoted value is never closed",
  INVALID_OPENING_QUOTE: "a quote stands within a value that is not quoted",
  CSV_INVALID_CLOSING_QUOTE: "text follows a quoted value before the next delimiter",
  CSV_MAX_RECORD_SIZE: `a row is larger than ${importLimits.rowBytes / 1024} KB, or a quoted value is never closed`,
};

/** Rows are counted with the header; within a quote that is not closed, lines say nothing. */
function malformed(error: CsvError): Error {
  const row = typeof error.records === "number" ? ` (row ${error.records + 1})` : "";
  return badFile(`is malformed: ${known[error.code] ?? error.message}${row}`, error);
}

const matches = (fields: string[], what: RegExp): number =>
  fields.reduce((sum, field) => sum + (field.match(what)?.length ?? 0), 0);

/** `before`: lines of the file that stand before these pieces. */
async function* rowsOf(
  pieces: AsyncIterable<Uint8Array>,
  options: Options,
  before: number,
): AsyncGenerator<CsvRow> {
  const parser = parse(options);
  // Not `pipeline`: its error would come where nobody waits for it. The parser is told of it and throws it here.
  const source = Readable.from(pieces, { objectMode: false });
  source.once("error", (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    // The parser takes a line end of two characters within quotes for two lines.
    let tooMany = 0;
    for await (const { info, record } of parser as AsyncIterable<Read>) {
      tooMany += matches(record, /\r\n/g);
      const line = before + info.lines - tooMany - matches(record, /\r\n|\r|\n/g);
      yield { line, fields: record };
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/**
 * Reads a CSV file as it comes in, no faster than its rows are taken: byte order mark, line ends and delimiter are found
 * out, and a line that says the delimiter to spreadsheets is no row. Throws `invalid` on the file when it is malformed, and what the pieces throw.
 */
export async function readCsv(pieces: AsyncIterable<Uint8Array>): Promise<CsvFile> {
  const iterator = pieces[Symbol.asyncIterator]();
  const head = await headOf(iterator);
  const begin = head.subarray(markBytes(head));
  const text = begin.toString("latin1");
  const said = saidDelimiter(text);
  const delimiter = said?.delimiter ?? delimiterOf(text);
  const options: Options = {
    encoding: "latin1",
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: importLimits.rowBytes,
  };
  const rows = joined(begin.subarray(said?.length ?? 0), iterator);
  return { delimiter, rows: rowsOf(rows, options, said ? 1 : 0) };
}
