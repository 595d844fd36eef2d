import { likelyColumn } from "../../imports/csv-format.ts";
import { type IdentifiedBy, identifiedBy, identifiedByKinds } from "./identified-by.ts";

/** Most telling first: an id of Junction's own is meant for nothing else. */
const order = [
  "person_id",
  "user_id",
  "email",
  "phone",
  "anonymous_id",
] as const satisfies readonly IdentifiedBy[];

/** Which column most likely tells who is meant, and what it holds; by the names in the header, else by the first row. */
export function guessColumn(
  columns: string[],
  firstRow: string[],
): { column: string; identifiedBy: IdentifiedBy } {
  for (const kind of order) {
    const column = likelyColumn(columns, identifiedBy[kind].columns);
    if (column !== undefined) {
      return { column, identifiedBy: kindOf(kind, firstRow[columns.indexOf(column)]) };
    }
  }
  return { column: columns[0] ?? "", identifiedBy: kindOf("user_id", firstRow[0]) };
}

/** A column that is named "id" may hold e-mails or ids of Junction's: those look like nothing else. */
function kindOf(named: IdentifiedBy, value: string | undefined): IdentifiedBy {
  const telling = identifiedByKinds.filter((kind) => kind === "email" || kind === "person_id");
  const seen = telling.find((kind) => value !== undefined && identifiedBy[kind].read(value.trim()));
  return named === "user_id" && seen ? seen : named;
}
