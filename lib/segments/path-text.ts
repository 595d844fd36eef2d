/** A path as one text: keys with dots between them, a dot or a backslash within a key behind a backslash. */
export const writePath = (path: readonly string[]): string =>
  path.map((key) => key.replace(/[\\.]/g, "\\$&")).join(".");

/** The path that such a text is of. */
export function readPath(text: string): string[] {
  let key = "";
  const keys: string[] = [];
  for (const [part] of text.matchAll(/\\?./gs)) {
    if (part === ".") {
      keys.push(key);
      key = "";
    } else {
      key += part.slice(-1);
    }
  }
  return [...keys, key];
}
