/*
 * PostgreSQL's binary format of one-dimensional arrays. The driver sends a Buffer as it is, which spares both sides the
 * quoting and parsing of array literals: a third of the cost of a large batch.
 */
const oids = { text: 25, uuid: 2950, timestamptz: 1184, jsonb: 3802 } as const;
const HEADER = 20;
/** Microseconds between 1970 and 2000, where PostgreSQL's time begins. */
const EPOCH_2000_MS = 946_684_800_000;

function header(buffer: Buffer, oid: number, count: number, hasNull: boolean): void {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(hasNull ? 1 : 0, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
}

function empty(oid: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeInt32BE(oid, 8);
  return buffer;
}

function texts(values: readonly (string | null)[], oid: number, prefix: number | null): Buffer {
  if (values.length === 0) {
    return empty(oid);
  }
  const extra = prefix === null ? 4 : 5;
  let size = HEADER;
  let hasNull = false;
  for (const value of values) {
    size += value === null ? 4 : extra + Buffer.byteLength(value);
    hasNull ||= value === null;
  }
  const buffer = Buffer.allocUnsafe(size);
  header(buffer, oid, values.length, hasNull);
  let at = HEADER;
  for (const value of values) {
    if (value === null) {
      at = buffer.writeInt32BE(-1, at);
      continue;
    }
    const start = at;
    at += 4;
    if (prefix !== null) {
      at = buffer.writeUInt8(prefix, at);
    }
    at += buffer.write(value, at);
    buffer.writeInt32BE(at - start - 4, start);
  }
  return buffer;
}

export function textArray(values: readonly (string | null)[]): Buffer {
  return texts(values, oids.text, null);
}

/** JSON texts as `jsonb[]`. */
export function jsonbArray(values: readonly (string | null)[]): Buffer {
  return texts(values, oids.jsonb, 1);
}

/** UUIDs in their usual form as `uuid[]`. */
export function uuidArray(values: readonly string[]): Buffer {
  if (values.length === 0) {
    return empty(oids.uuid);
  }
  const buffer = Buffer.allocUnsafe(HEADER + values.length * 20);
  header(buffer, oids.uuid, values.length, false);
  let at = HEADER;
  for (const value of values) {
    at = buffer.writeInt32BE(16, at);
    at += buffer.write(value.replaceAll("-", ""), at, "hex");
  }
  return buffer;
}

/** Dates as `timestamptz[]`. */
export function timestampArray(values: readonly Date[]): Buffer {
  if (values.length === 0) {
    return empty(oids.timestamptz);
  }
  const buffer = Buffer.allocUnsafe(HEADER + values.length * 12);
  header(buffer, oids.timestamptz, values.length, false);
  let at = HEADER;
  for (const value of values) {
    at = buffer.writeInt32BE(8, at);
    at = buffer.writeBigInt64BE(BigInt(value.getTime() - EPOCH_2000_MS) * 1_000n, at);
  }
  return buffer;
}
