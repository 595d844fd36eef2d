import type { z } from "zod";
import { Fault, type Problem } from "./fault.ts";

/** zod's issues as problems: `path` in dots and brackets, `field` its last name. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => {
    const path = issue.path.reduce<string>(
      (text, part) =>
        typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
      "",
    );
    const named = [...issue.path].reverse().find((part) => typeof part === "string");
    return { path, field: named === undefined ? "body" : String(named), message: issue.message };
  });
}

/** Parses input at an edge. Throws `Fault("invalid")` whose message names the first field that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const problems = problemsOf(result.error);
  const first = problems[0];
  throw new Fault(
    "invalid",
    first ? `${first.path || "body"}: ${first.message}` : "The input is not valid.",
    {
      problems,
      cause: result.error,
    },
  );
}
