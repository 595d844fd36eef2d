import { fieldsProblem, utf8Of } from "../../imports/row-text.ts";
import { type IdentifiedBy, identifiedBy } from "./identified-by.ts";

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
    const identity = text === "" ? undefined : read(text);
    return identity === undefined ? (text === "" ? "no identity" : problem) : { identity };
  };
}
