import pg, { type Connection, type Submittable } from "pg";
import type { Querying } from "./client.ts";
import type { CopiedRows } from "./copied-rows.ts";

type Callback = (error: Error | null, result?: unknown) => void;

/** COPY as the driver wants its statements that are not queries: it hands each message on. */
class CopyOut implements Submittable {
  /** Set by the driver, which waits for it. */
  callback: Callback | undefined = undefined;
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #rows: CopiedRows;
  #settle: Callback = () => {};
  #error: Error | null = null;

  constructor(text: string, rows: CopiedRows) {
    this.#text = text;
    this.#rows = rows;
    this.done = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
  }

  #end(error: Error | null): void {
    this.#settle(error);
    this.callback?.(error);
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#rows.add(chunk);
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#end(error);
  }

  handleReadyForQuery(): void {
    if (!this.#error) {
      this.#end(null);
    }
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
}

/** A value as SQL; COPY takes no parameters. */
function literal(value: unknown): string {
  if (value === null) {
    return "null";
  }
  if (typeof value === "number" && Number.isFinite(value)) {
    return String(value);
  }
  if (typeof value === "string") {
    if (value.includes("\0")) {
      throw new Error("A text for PostgreSQL holds a NUL character.");
    }
    return pg.escapeLiteral(value);
  }
  if (Array.isArray(value)) {
    return `array[${value.map(literal).join(",")}]`;
  }
  throw new Error(`A value of type ${typeof value} cannot be written as SQL.`);
}

/**
 * What is copied is read along an index, page by page. Of rows that came since a table was last analysed the planner expects
 * one, and would sort all that are left for each page. It still sorts where nothing else gives the order.
 */
const ALONG_INDEXES = "set local enable_sort = off";

/**
 * Adds what `query` selects to `into`. `$1` stands for the first of `values`: texts, numbers, null and arrays of them;
 * arrays need a cast behind them.
 */
export async function copyRows(
  db: Querying,
  query: { text: string; values: unknown[] },
  into: CopiedRows,
): Promise<void> {
  const text = query.text.replace(/\$(\d+)/g, (_, number) => {
    const index = Number(number) - 1;
    if (index >= query.values.length) {
      throw new Error(`There is no value for $${number}.`);
    }
    return literal(query.values[index]);
  });
  // Statements of one message are one transaction, which the setting ends with.
  const copy = new CopyOut(`${ALONG_INDEXES}; copy (${text}) to stdout (format binary)`, into);
  // A pool answers with a promise of its own, a connection with what it was given.
  await Promise.all([copy.done, db.query(copy)]);
}
