/**
 * What CleverTap will do: `refuse` the record, `drop` a part of it without a word, or (`warn`) take something for other
 * than it was meant, or perhaps refuse it.
 */
type Severity = "drop" | "refuse" | "warn";

/** One thing about a record that a marketer should know before it is sent. `field` is its path in the record. */
export type Finding = { code: string; severity: Severity; field: string; message: string };

const findingOf =
  (severity: Severity) =>
  (field: string, code: string, message: string): Finding => ({ code, severity, field, message });

export const refuse = findingOf("refuse");
export const drop = findingOf("drop");
export const warn = findingOf("warn");
