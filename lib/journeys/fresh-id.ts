const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Makes ids for what is added to a document. */
export type MakeId = () => string;

/**
 * An id that no node, link or path of any version has: people wait at nodes by their id, so one that was deleted must not
 * come back as another.
 */
export const freshId: MakeId = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => LETTERS[byte % LETTERS.length]).join("");
