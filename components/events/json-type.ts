/** The JSON type of a value, in the words that the catalogue uses. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) {
    return "null";
  }
  return Array.isArray(value) ? "array" : typeof value;
}
