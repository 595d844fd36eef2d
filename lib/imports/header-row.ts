/** Texts that nobody calls a column by: e-mail addresses, UUIDs, phone numbers, long numbers. */
const telling = [
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^\+\d[\d\s().-]{5,}$/,
  /^\d{5,}$/,
];

/** A text with its numbers made equal, where it holds letters and digits; null for others. */
function shapeOf(text: string): string | null {
  return /\d/.test(text) && /\p{L}/u.test(text) ? text.replace(/\d+/g, "0") : null;
}

/**
 * Whether what stands in the header of the identity's column rather is an identity: the file then has no header row, and
 * its first user would be taken for names. `below`: the identity in the next row, where there is one. It keeps to what is
 * beyond doubt: a header is what the format asks for (contracts §8.4).
 */
export function isNoName(cell: string, below: string | undefined): boolean {
  const text = cell.trim();
  const shape = shapeOf(text);
  return (
    telling.some((pattern) => pattern.test(text)) ||
    (shape !== null && below !== undefined && shape === shapeOf(below.trim()))
  );
}
