import type { z } from "zod";
import { problemsOf } from "@/lib/kernel/parse.ts";
import { ApiError } from "../api.ts";

export type FormProblems = {
  /** by the field's key */
  fields: Record<string, string>;
  /** what belongs to no field of the form */
  general: string | null;
};

const unanswered = "The server did not answer. Check that Junction is running, then try again.";

/** What a schema found wrong, by the field's key. */
export function fieldProblems(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(problemsOf(error).map((problem) => [problem.field, problem.message]));
}

/** A refusal sorted to the fields of a form. */
export function formProblems(error: unknown, keys: string[]): FormProblems {
  if (error === null || error === undefined) {
    return { fields: {}, general: null };
  }
  if (!(error instanceof ApiError)) {
    return { fields: {}, general: unanswered };
  }
  const fields: Record<string, string> = {};
  for (const problem of error.problem.problems) {
    if (keys.includes(problem.field)) {
      fields[problem.field] ??= problem.message;
    }
  }
  return { fields, general: Object.keys(fields).length > 0 ? null : error.problem.detail };
}
