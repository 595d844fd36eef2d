const COMMA = 44;

export type PackedTexts = {
  add(text: string): void;
  /** Takes a place and no room. */
  skip(): void;
  /** The text at a place that was not skipped. */
  at(place: number): string;
  /** Texts from one place to another, both included and neither skipped, with a comma between each two. */
  joined(first: number, last: number): Buffer;
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
  const joined = (first: number, last: number) => bytes.subarray(startOf(first), ends[last]);

  function makeRoom(needed: number, used: number): void {
    if (needed > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(firstBytes, needed, bytes.length * 2));
      bytes.copy(larger, 0, 0, used);
      bytes = larger;
    }
  }

  return {
    add: (text) => {
      const used = ends.at(-1) ?? 0;
      const start = startOf(ends.length);
      makeRoom(start + Buffer.byteLength(text), used);
      if (start > 0) {
        bytes[start - 1] = COMMA;
      }
      ends.push(start + bytes.write(text, start));
    },
    skip: () => {
      ends.push(ends.at(-1) ?? 0);
    },
    joined,
    clear: () => {
      ends.length = 0;
    },
    at: (place) => joined(place, place).toString(),
  };
}
