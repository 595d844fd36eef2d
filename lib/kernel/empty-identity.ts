/** What programs write where they know nobody, whatever its case: CleverTap's list of invalid identities (contracts §1.4). */
const nobody = new Set([
  ...["undefined", "null", "na", "n/a", "0", "nil", "-1", "none", "empty", "xxxxxx"],
  ...["infinity", "-infinity", "inf", "-inf", "nan", "-nan"],
]);
const LONGEST = Math.max(...[...nobody].map((text) => text.length));

/** Whether CleverTap takes a trimmed text for no identity. */
export function namesNobody(text: string): boolean {
  return text.length <= LONGEST && nobody.has(text.toLowerCase());
}

/**
 * Whether nobody can be told by a trimmed id: whoever came with it would be one person. Beside what names nobody, nothing but
 * zeros and dashes, as devices say that hide which they are.
 */
export function isEmptyIdentity(id: string): boolean {
  return namesNobody(id) || /^[0-]+$/.test(id);
}
