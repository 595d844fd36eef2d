import type { z } from "zod";
import { Fault, type Problem } from "./fault.ts";

const countedBy: Record<string, string> = { string: " characters", array: " entries", set: " entries" };

/**
 * zod's own words; and those of a number, which zod says of one that is there as well: too small, or not whole, where that
 * check has no words.
 */
const silent = /^(Too small|Too big|Invalid input): expected |^Give a number$/;

/** What a field asks for, in words for whoever fills in a form, where the schema says none of its own. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (!silent.test(issue.message)) {
    return issue.message;
  }
  switch (issue.code) {
    case "too_small": {
      const counted = countedBy[issue.origin];
      if (counted !== undefined && Number(issue.minimum) === 1) {
        return "Fill this in";
      }
      const least = issue.inclusive === false ? "More than" : "At least";
      return `${least} ${issue.minimum.toLocaleString("en")}${counted ?? ""}`;
    }
    case "too_big": {
      const most = issue.inclusive === false ? "Less than" : "At most";
      return `${most} ${issue.maximum.toLocaleString("en")}${countedBy[issue.origin] ?? ""}`;
    }
    case "invalid_type":
      return (
        { number: "Give a number", int: "Give a whole number" }[issue.expected as string] ?? issue.message
      );
    default:
      return issue.message;
  }
}

/** What an issue is about: each key that nothing knows by itself, where it stands. */
function placesOf(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string }[] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ path: [...issue.path, key], message: "There is no such field here" }))
    : [{ path: issue.path, message: wordsOf(issue) }];
}

/** zod's issues as problems: `path` in dots and brackets, `field` its last name. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.flatMap(placesOf).map(({ path: place, message }) => {
    const path = place.reduce<string>(
      (text, part) =>
        typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
      "",
    );
    const named = [...place].reverse().find((part) => typeof part === "string");
    return { path, field: named === undefined ? "body" : String(named), message };
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
