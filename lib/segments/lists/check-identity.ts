import { noHeaderRow } from "../../imports/csv-format.ts";
import { fieldsProblem, unguarded, utf8Of } from "../../imports/row-text.ts";
import { type IdentifiedBy, identifiedBy } from "./identified-by.ts";

/** What looks like nothing else: nobody calls a column so. */
const telling: readonly IdentifiedBy[] = ["email", "phone", "person_id"];

/** Throws where a column is named by one of those that it is to hold. */
export function refuseHeadless(kind: IdentifiedBy, column: string): void {
  if (telling.includes(kind) && identifiedBy[kind].read(column) !== undefined) {
    throw noHeaderRow(column);
  }
}

/** Reads a data row (fields in latin1) as the identity that its column holds, or says why it cannot be one. */
export function identityReader(kind: IdentifiedBy) {
  const { read, problem } = identifiedBy[kind];
  return (fields: string[], columns: string[], identityAt: number): { identity: string } | string => {
    const wrong = fieldsProblem(fields, columns);
    if (wrong) {
      return wrong;
    }
    const text = utf8Of(fields[identityAt] ?? "")?.trim();
    if (text === undefined) {
      return `"${columns[identityAt]}" is not UTF-8 text`;
    }
    const identity = text === "" ? undefined : read(unguarded(text));
    return identity === undefined ? (text === "" ? "no identity" : problem) : { identity };
  };
}
