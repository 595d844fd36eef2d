import { Fault, type Problem } from "../kernel/fault.ts";

/** What JSON can say and no text of PostgreSQL can hold. */
const unstorable: [RegExp, string][] = [
  [/\0/, "contains a NUL character"],
  [/\p{Surrogate}/u, "contains half of a surrogate pair"],
];

function problemIn(value: unknown, path: string): Problem | null {
  if (typeof value === "string") {
    const found = unstorable.find(([sign]) => sign.test(value));
    const field = /([^.[\]]+)(?:\[\d+\])*$/.exec(path)?.[1] ?? "body";
    return found ? { path, field, message: found[1] } : null;
  }
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const isList = Array.isArray(value);
  for (const [name, item] of Object.entries(value)) {
    const found = problemIn(item, isList ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`);
    if (found) {
      return found;
    }
  }
  return null;
}

/**
 * What to tell of an error that an operation did not expect: where its input holds text that cannot be stored, an `invalid`
 * fault that names the field, else the error itself. Looked at only after the failure: most of what is given is never
 * stored, and a file may be looked at whatever it holds.
 */
export function blamedOnText(input: unknown, error: unknown): unknown {
  const problem = error instanceof Fault ? null : problemIn(input, "");
  return problem
    ? new Fault("invalid", `${problem.path}: ${problem.message}`, { problems: [problem], cause: error })
    : error;
}
