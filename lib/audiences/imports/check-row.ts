import { fieldsProblem, unguarded, utf8Of } from "../../imports/row-text.ts";
import { isEmptyIdentity } from "../../kernel/empty-identity.ts";
import { userLimits } from "../inbound/read-user.ts";

export type GoodRow = { line: number; identity: string; properties: Record<string, string> };

function identityProblem(identity: string): string | null {
  if (identity === "") {
    return "no identity";
  }
  if (isEmptyIdentity(identity)) {
    return `identity "${identity.slice(0, 40)}", which names nobody`;
  }
  if (identity.length > userLimits.identityChars) {
    return `identity of ${userLimits.identityChars + 1} characters or more`;
  }
  const bytes = Math.max(Buffer.byteLength(identity), Buffer.byteLength(identity.toLowerCase()));
  return bytes > userLimits.identityBytes ? `identity of more than ${userLimits.identityBytes} bytes` : null;
}

/** One data row (fields in latin1) as a user, or why it cannot be one. All other columns become properties, as text. */
export function checkRow(
  fields: string[],
  columns: string[],
  identityAt: number,
): Omit<GoodRow, "line"> | string {
  const wrong = fieldsProblem(fields, columns);
  if (wrong) {
    return wrong;
  }
  const values: string[] = [];
  for (const [index, field] of fields.entries()) {
    const value = utf8Of(field);
    if (value === null) {
      return `"${columns[index]}" is not UTF-8 text`;
    }
    if (index !== identityAt && value.length > userLimits.valueChars) {
      return `"${columns[index]}" is longer than ${userLimits.valueChars} characters`;
    }
    values.push(unguarded(value));
  }
  const identity = unguarded((values[identityAt] ?? "").trim());
  const problem = identityProblem(identity);
  if (problem) {
    return problem;
  }
  const pairs = columns.flatMap((name, index) => (index === identityAt ? [] : [[name, values[index] ?? ""]]));
  return { identity, properties: Object.fromEntries(pairs) };
}
