/** Stands around each of several values of a constant property that somebody waits by; no value of a single one has it. */
export const HELD_BETWEEN = "\u001f";

/** What a message calls the constant property's value that somebody waited by: a list where it had several. */
export function heldIn(same: string): string | string[] {
  return same.startsWith(HELD_BETWEEN) ? same.slice(1, -1).split(HELD_BETWEEN) : same;
}
