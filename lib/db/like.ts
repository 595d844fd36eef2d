/** Text as a pattern for LIKE that means the text itself. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
