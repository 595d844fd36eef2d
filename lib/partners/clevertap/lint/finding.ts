import type { Lint } from "../../connector.ts";

/**
 * What CleverTap will do: `refuse` the record, `drop` a part of it without a word, or (`warn`) take something for other
 * than it was meant, or perhaps refuse it.
 */
const lintOf =
  (severity: Lint["severity"]) =>
  (field: string, code: string, message: string): Lint => ({ code, severity, field, message });

export const refuse = lintOf("refuse");
export const drop = lintOf("drop");
export const warn = lintOf("warn");
