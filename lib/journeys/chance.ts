/** Stirs a number of 32 bits until each bit of it hangs on all others. */
function stirred(bits: number): number {
  let mixed = bits;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * A number from 0 to below 1, evenly spread and the same for the same words: whoever repeats a step draws the same lot, in
 * the worker as in the browser.
 */
export function chance(...words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    for (let place = 0; place < word.length; place += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(place), 0x01000193);
    }
    hash = stirred(hash ^ word.length);
  }
  return stirred(hash) / 2 ** 32;
}
