import { randomBytes } from "node:crypto";

/** Bits of the counter inside a millisecond: 12 before the variant, 14 behind it. */
const COUNTER_BITS = 26;
const COUNTER_END = 2 ** COUNTER_BITS;
const LOW_BITS = 2 ** 14;
/** Callers name their own moment (a clock of a test, an import of old data), so a few of them are under way at once. */
const MOMENTS = 16;

/** Last counter of the moments that ids were made for of late, the newest one last. */
const counters = new Map<number, number>();

function countIn(ms: number, random: number): number {
  const last = counters.get(ms);
  // Begins anywhere in the lower half: ids of other processes differ, and 33 million more fit behind it.
  const count = last === undefined ? random % (COUNTER_END / 2) : last + 1;
  counters.delete(ms);
  counters.set(ms, count);
  if (counters.size > MOMENTS) {
    counters.delete(counters.keys().next().value ?? 0);
  }
  return count;
}

/**
 * A UUID version 7 (RFC 9562). Ids sort by the millisecond they were made in, and those of one process and millisecond in
 * the order in which they were made (a counter, method 1 of section 6.2), so that indexes grow at one end and a log keeps
 * its order.
 */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  const count = countIn(nowMs, bytes.readUInt32BE(6));
  if (count >= COUNTER_END) {
    return newId(nowMs + 1);
  }
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | Math.floor(count / LOW_BITS), 6);
  bytes.writeUInt16BE(0x8000 | (count % LOW_BITS), 8);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret of 24 random bytes in URL-safe text behind a readable prefix, for example `wk_…`. */
export function newToken(prefix: string): string {
  return `${prefix}_${randomBytes(24).toString("base64url")}`;
}
