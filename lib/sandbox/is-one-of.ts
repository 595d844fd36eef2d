/** Whether a text is one of an object's own keys, and none of those that every object has. */
export function isOneOf<Entries extends object>(
  entries: Entries,
  key: string,
): key is keyof Entries & string {
  return Object.hasOwn(entries, key);
}
