import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Upload } from "../../api/operation.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { type BadRow, checkRow, type GoodRow, shownRow, utf8Of } from "./check-row.ts";
import { badFile, columnsOf } from "./csv-format.ts";
import { type CsvRow, readCsv } from "./csv-rows.ts";
import { type ImportPlace, insertRefusals, noteRead, type ReadSoFar, stageRows } from "./import-store.ts";
import { importLimits } from "./limits.ts";

const BATCH_ROWS = 2_000;
const BATCH_CHARS = 4_000_000;

const broken = (cause?: unknown) => badFile("the connection broke before the file was complete", cause);

/** The pieces as they come over the wire; throws when they end early. */
async function* received({ pieces, announced }: Upload): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      yield piece;
    }
  } catch (cause) {
    throw broken(cause);
  }
  if (announced !== null && bytes < announced) {
    throw broken();
  }
}

/** Not `Readable.from`, which waits for a piece that may never come before it ends. */
function wireOf(upload: Upload): Readable {
  const pieces = received(upload);
  return new Readable({
    signal: upload.gone,
    read() {
      pieces.next().then(
        ({ done, value }) => !this.destroyed && this.push(done ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
  });
}

async function* unpacked(upload: Upload, read: ReadSoFar): AsyncGenerator<Uint8Array> {
  const wire = wireOf(upload);
  const gunzip = upload.gzip ? createGunzip() : null;
  wire.once("error", (error) => gunzip?.destroy(error));
  try {
    for await (const piece of gunzip ? wire.pipe(gunzip) : wire) {
      read.bytes += piece.length;
      if (read.bytes > importLimits.bytes) {
        throw badFile(`is larger than ${importLimits.bytes / 1024 ** 3} GB`);
      }
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof Fault) {
      throw cause;
    }
    throw upload.gone.aborted ? broken(cause) : badFile("is not gzip, or not all of it", cause);
  } finally {
    wire.destroy();
  }
}

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

class Batch {
  readonly #ctx: Pick<Ctx, "db" | "clock">;
  readonly #place: ImportPlace;
  readonly #read: ReadSoFar;
  #good = new Map<string, GoodRow>();
  #bad: BadRow[] = [];
  #rows = 0;
  #chars = 0;

  constructor(ctx: Pick<Ctx, "db" | "clock">, place: ImportPlace, read: ReadSoFar) {
    this.#ctx = ctx;
    this.#place = place;
    this.#read = read;
  }

  get isFull(): boolean {
    return this.#rows >= BATCH_ROWS || this.#chars >= BATCH_CHARS;
  }

  take(row: GoodRow | BadRow, chars: number): void {
    this.#rows += 1;
    this.#chars += chars;
    this.#read.rows += 1;
    if ("identity" in row) {
      this.#read.repeated += this.#good.has(row.identity) ? 1 : 0;
      this.#good.set(row.identity, row);
    } else {
      if (this.#read.refused < importLimits.keptRefusals) {
        this.#bad.push(row);
      }
      this.#read.refused += 1;
    }
  }

  async write(): Promise<void> {
    const { pool } = this.#ctx.db;
    const good = [...this.#good.values()];
    if (good.length > 0) {
      const fresh = await stageRows(pool, this.#place, good);
      this.#read.accepted += fresh;
      this.#read.repeated += good.length - fresh;
    }
    if (this.#bad.length > 0) {
      await insertRefusals(pool, this.#place, this.#bad);
    }
    this.#good = new Map();
    this.#bad = [];
    this.#rows = 0;
    this.#chars = 0;
    if (!(await noteRead(pool, this.#place, this.#read, this.#ctx.clock.now()))) {
      throw new Fault("conflict", "The import was ended meanwhile.");
    }
  }
}

/**
 * Reads a file into the staged rows of an import, no faster than they are written. Throws a Fault when the file is broken
 * or not complete; what was staged until then is for the caller to delete.
 */
export async function stageFile(
  ctx: Pick<Ctx, "db" | "clock">,
  place: ImportPlace,
  upload: Upload,
  column: string,
): Promise<ReadSoFar> {
  const read: ReadSoFar = { bytes: 0, rows: 0, accepted: 0, refused: 0, repeated: 0 };
  const file = await readCsv(unpacked(upload, read));
  const batch = new Batch(ctx, place, read);
  let header: ReturnType<typeof headerOf> | undefined;
  for await (const row of file.rows) {
    if (!header) {
      header = headerOf(row, column);
      continue;
    }
    if (read.rows >= importLimits.rows) {
      throw badFile(`has more than ${importLimits.rows.toLocaleString("en")} rows; split it`);
    }
    const checked = checkRow(row.fields, header.columns, header.identityAt);
    const chars = row.fields.reduce((sum, field) => sum + field.length, 0);
    batch.take(
      typeof checked === "string"
        ? {
            line: row.line,
            reason: checked,
            text: shownRow(row.fields, file.delimiter, importLimits.keptChars),
          }
        : { line: row.line, ...checked },
      chars,
    );
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
