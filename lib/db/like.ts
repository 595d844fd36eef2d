/** Text as a pattern for LIKE that means the text itself. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** Whether `column` holds the text of the pattern at `place`, in any case and with hyphens or without: "email" finds E-mail. */
export function holdsText(column: string, place: string): string {
  return `replace(lower(${column}), '-', '') like replace(lower(${place}), '-', '')`;
}
