/**
 * A text without NUL and without halves of surrogate pairs, which PostgreSQL cannot hold; half a pair is what cutting a title in
 * the middle of an emoji leaves.
 */
export const storableText = (text: string): string => text.replaceAll("\0", "").toWellFormed();
