import { isoMoments } from "../kernel/iso-moments.ts";

/*
 * Rows in PostgreSQL's binary format, as COPY gives them: kept as bytes outside the heap, and read field by field when
 * they are needed. A page of rows as strings and objects costs several times as much to make, and to get rid of.
 */
const SIGNATURE_START = 0x5047;
/** Where the header's extension begins whose length stands before it. */
const HEADER_BYTES = 19;
const END_OF_ROWS = -1;
const NULL_LENGTH = -1;
const TWO_TO_32 = 4_294_967_296;
/** Higher halves of 64 bits below this make a whole number that JavaScript holds exactly. */
const EXACT = 2 ** 21;
/** Between 1970 and 2000, where PostgreSQL's time begins. */
const EPOCH_2000_MS = 946_684_800_000;

const isoOf = isoMoments();

/** The fields of one row in the order of its columns; each call reads one and moves on. */
export class RowFields {
  #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Goes to the first field of another row. */
  move(bytes: Buffer, at: number): void {
    this.#bytes = bytes;
    this.#at = at;
  }

  #next(): number {
    const length = this.#bytes.readInt32BE(this.#at);
    this.#at += 4 + Math.max(0, length);
    return length;
  }

  skip(columns: number): void {
    for (let column = 0; column < columns; column += 1) {
      this.#next();
    }
  }

  /** Another reader that stands where this one does. */
  copy(): RowFields {
    return new RowFields(this.#bytes, this.#at);
  }

  get at(): number {
    return this.#at;
  }

  textOrNull(): string | null {
    const length = this.#next();
    return length === NULL_LENGTH ? null : this.#bytes.toString("utf8", this.#at - length, this.#at);
  }

  /** A `text` that is not null. */
  text(): string {
    return this.textOrNull() ?? "";
  }

  /** A `jsonb` that is not null: its JSON text in UTF-8, good for as long as the rows are. */
  json(): Buffer {
    const length = this.#next();
    // One byte before the text says the version of the format.
    return this.#bytes.subarray(this.#at - length + 1, this.#at);
  }

  /** A `bigint` that is not null, in digits. */
  digits(): string {
    const start = this.#at + 4;
    this.#next();
    const high = this.#bytes.readInt32BE(start);
    const low = this.#bytes.readUInt32BE(start + 4);
    return high >= 0 && high < EXACT
      ? String(high * TWO_TO_32 + low)
      : String(this.#bytes.readBigInt64BE(start));
  }

  /** A `timestamptz` that is not null, in ISO 8601 with milliseconds. */
  moment(): string {
    const start = this.#at + 4;
    this.#next();
    const high = this.#bytes.readInt32BE(start);
    // Microseconds after the year 2285 are no exact numbers any more; 2 ** 32 is 4,294,967 times 1,000 and 296.
    const ms = high * 4_294_967 + Math.floor((high * 296 + this.#bytes.readUInt32BE(start + 4)) / 1_000);
    return isoOf(EPOCH_2000_MS + ms);
  }

  /** A `uuid` that is not null. */
  uuid(): string {
    const start = this.#at + 4;
    this.#next();
    const hex = this.#bytes.toString("hex", start, start + 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}

/** Rows of one statement, or of several with the same columns, one behind the other. */
export class CopiedRows {
  #bytes = Buffer.alloc(0);
  #used = 0;
  readonly #starts: number[] = [];
  readonly #fields = new RowFields(this.#bytes, 0);

  get count(): number {
    return this.#starts.length;
  }

  /** Of all rows together. */
  get size(): number {
    return this.#used;
  }

  /** Takes in one message of COPY: a row, with the header before the first one, or the end. */
  add(message: Buffer): void {
    const isFirst = message.readUInt16BE(0) === SIGNATURE_START;
    const start = isFirst ? HEADER_BYTES + message.readInt32BE(HEADER_BYTES - 4) : 0;
    if (message.readInt16BE(start) === END_OF_ROWS) {
      return;
    }
    const needed = this.#used + message.length - start;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    // Fields begin behind their number.
    this.#starts.push(this.#used + 2);
    this.#used += message.copy(this.#bytes, this.#used, start);
  }

  /** Fields of the row at a place, from the first one on; good until the next call, and nobody else reads meanwhile. */
  fieldsAt(row: number): RowFields {
    this.#fields.move(this.#bytes, this.#starts[row] ?? 0);
    return this.#fields;
  }

  /** The first columns of a row as a text of one byte a character, for `unpackedFields`. */
  packed(row: number, columns: number): string {
    const start = this.#starts[row] ?? 0;
    const fields = this.fieldsAt(row);
    fields.skip(columns);
    return this.#bytes.toString("latin1", start, fields.at);
  }

  /** Forgets all and keeps the room. */
  clear(): void {
    this.#used = 0;
    this.#starts.length = 0;
  }
}

/** The fields that `packed` keeps. */
export function unpackedFields(packed: string): RowFields {
  return new RowFields(Buffer.from(packed, "latin1"), 0);
}
