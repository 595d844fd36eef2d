import type { RecordTexts, TextPieces } from "../partners/connector.ts";

const COMMA = 44;

export type PackedTexts = {
  /** A text of so many bytes in UTF-8. */
  add(text: string | TextPieces, bytes: number): void;
  /** Takes a place and no room. */
  skip(): void;
  /** The text at a place that was not skipped. */
  at(place: number): string;
  /** Texts of places that were not skipped, in rising order. */
  pick(places: number[]): RecordTexts;
  /** Forgets all and keeps the room. */
  clear(): void;
};

/**
 * Texts in UTF-8, one behind the other outside the heap, where no number of them is work for the garbage collector. Room
 * for `firstBytes` is reserved with the first one.
 */
export function packedTexts(firstBytes: number): PackedTexts {
  let bytes = Buffer.alloc(0);
  const ends: number[] = [];
  const startOf = (place: number): number => {
    const before = ends[place - 1] ?? 0;
    return before === 0 ? 0 : before + 1;
  };
  const range = (first: number, last: number) => bytes.subarray(startOf(first), ends[last]);

  function makeRoom(needed: number, used: number): void {
    if (needed > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(firstBytes, needed, bytes.length * 2));
      bytes.copy(larger, 0, 0, used);
      bytes = larger;
    }
  }

  /** Skipped places take no room, so those with nothing but skipped ones between them lie side by side. */
  function joined(places: number[]): Buffer {
    const comma = Buffer.of(COMMA);
    const runs: Buffer[] = [];
    for (let from = 0; from < places.length; ) {
      let to = from;
      while (to + 1 < places.length && startOf(places[to + 1] ?? 0) === (ends[places[to] ?? 0] ?? 0) + 1) {
        to += 1;
      }
      runs.push(...(runs.length > 0 ? [comma] : []), range(places[from] ?? 0, places[to] ?? 0));
      from = to + 1;
    }
    return runs.length === 1 && runs[0] ? runs[0] : Buffer.concat(runs);
  }

  const at = (place: number) => range(place, place).toString();

  return {
    add: (text, size) => {
      const used = ends.at(-1) ?? 0;
      const start = startOf(ends.length);
      makeRoom(start + size, used);
      if (start > 0) {
        bytes[start - 1] = COMMA;
      }
      let end = start;
      for (const piece of typeof text === "string" ? [text] : text) {
        end += typeof piece === "string" ? bytes.write(piece, end) : piece.copy(bytes, end);
      }
      ends.push(end);
    },
    skip: () => {
      ends.push(ends.at(-1) ?? 0);
    },
    clear: () => {
      ends.length = 0;
    },
    at,
    pick: (places) => ({
      count: places.length,
      at: (index) => at(places[index] ?? -1),
      joined: () => joined(places),
    }),
  };
}
