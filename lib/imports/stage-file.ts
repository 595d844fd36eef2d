import type { Upload } from "../api/operation.ts";
import { Fault } from "../kernel/fault.ts";
import { badFile, columnsOf, noHeaderRow } from "./csv-format.ts";
import { type CsvRow, readCsv } from "./csv-rows.ts";
import { isNoName } from "./header-row.ts";
import { importLimits } from "./limits.ts";
import { unpacked } from "./received.ts";
import { shownRow, utf8Of } from "./row-text.ts";
import type { BadRow } from "./schema.ts";

const BATCH_ROWS = 2_000;
const BATCH_CHARS = 4_000_000;

/** How far a file was read: good rows, refused ones, and further rows of an identity that was there. */
export type ReadSoFar = { bytes: number; rows: number; accepted: number; refused: number; repeated: number };

/** Where the rows of a file go, some thousand at a time. */
export type Stage<Row extends { identity: string }> = {
  /** A data row (fields in latin1) as what is staged, or why it cannot be. */
  check(fields: string[], columns: string[], identityAt: number): Row | string;
  /** Stages rows, each identity once; resolves how many were not there yet. */
  stage(rows: (Row & { line: number })[]): Promise<number>;
  refuse(rows: BadRow[]): Promise<void>;
  /** Notes how far reading has come; false when the import is not being read any more. */
  note(read: ReadSoFar): Promise<boolean>;
};

function headerOf(row: CsvRow, column: string): { columns: string[]; identityAt: number } {
  const columns = columnsOf(row.fields.map((name) => utf8Of(name) ?? "\uFFFD"));
  const identityAt = columns.indexOf(column);
  if (identityAt < 0) {
    const message = `the file has no column "${column}"; it has ${columns.slice(0, 20).join(", ")}`;
    throw new Fault("invalid", `column: ${message}`, {
      problems: [{ path: "column", field: "column", message }],
    });
  }
  return { columns, identityAt };
}

/** Throws where the file has no header row. `below`: the identity in the row under it. */
function refuseHeadless(column: string, below: string | undefined): void {
  if (isNoName(column, below)) {
    throw noHeaderRow(column);
  }
}

class Batch<Row extends { identity: string }> {
  readonly #stage: Stage<Row>;
  readonly #read: ReadSoFar;
  #good = new Map<string, Row & { line: number }>();
  #bad: BadRow[] = [];
  #rows = 0;
  #chars = 0;

  constructor(stage: Stage<Row>, read: ReadSoFar) {
    this.#stage = stage;
    this.#read = read;
  }

  get isFull(): boolean {
    return this.#rows >= BATCH_ROWS || this.#chars >= BATCH_CHARS;
  }

  take(chars: number): void {
    this.#rows += 1;
    this.#chars += chars;
    this.#read.rows += 1;
  }

  /** The later row of one identity counts. */
  accept(row: Row & { line: number }): void {
    this.#read.repeated += this.#good.has(row.identity) ? 1 : 0;
    this.#good.set(row.identity, row);
  }

  refuse(row: BadRow): void {
    if (this.#read.refused < importLimits.keptRefusals) {
      this.#bad.push(row);
    }
    this.#read.refused += 1;
  }

  async write(): Promise<void> {
    const good = [...this.#good.values()];
    if (good.length > 0) {
      const fresh = await this.#stage.stage(good);
      this.#read.accepted += fresh;
      this.#read.repeated += good.length - fresh;
    }
    if (this.#bad.length > 0) {
      await this.#stage.refuse(this.#bad);
    }
    this.#good = new Map();
    this.#bad = [];
    this.#rows = 0;
    this.#chars = 0;
    if (!(await this.#stage.note(this.#read))) {
      throw new Fault("conflict", "The import was ended meanwhile.");
    }
  }
}

/**
 * Reads a file into the staged rows of an import, no faster than they are written. Throws a Fault when the file is broken
 * or not complete; what was staged until then is for the caller to delete.
 */
export async function stageFile<Row extends { identity: string }>(
  stage: Stage<Row>,
  upload: Upload,
  column: string,
): Promise<ReadSoFar> {
  const read: ReadSoFar = { bytes: 0, rows: 0, accepted: 0, refused: 0, repeated: 0 };
  const file = await readCsv(unpacked(upload, read));
  const batch = new Batch(stage, read);
  let header: ReturnType<typeof headerOf> | undefined;
  for await (const { line, fields } of file.rows) {
    if (!header) {
      header = headerOf({ line, fields }, column);
      refuseHeadless(column, undefined);
      continue;
    }
    if (read.rows === 0) {
      refuseHeadless(column, utf8Of(fields[header.identityAt] ?? "") ?? undefined);
    }
    if (read.rows >= importLimits.rows) {
      throw badFile(`has more than ${importLimits.rows.toLocaleString("en")} rows; split it`);
    }
    const checked = stage.check(fields, header.columns, header.identityAt);
    batch.take(fields.reduce((sum, field) => sum + field.length, 0));
    if (typeof checked === "string") {
      batch.refuse({
        line,
        reason: checked,
        text: shownRow(fields, file.delimiter, importLimits.keptChars),
      });
    } else {
      batch.accept({ line, ...checked });
    }
    if (batch.isFull) {
      await batch.write();
    }
  }
  if (!header) {
    throw badFile("is empty");
  }
  await batch.write();
  if (read.accepted === 0) {
    throw badFile(
      read.rows === 0 ? "holds no row below its header" : "holds no row that can be taken; all were refused",
    );
  }
  return read;
}
