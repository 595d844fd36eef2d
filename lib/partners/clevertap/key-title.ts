import { keyProblem } from "./key-problem.ts";
import { systemFieldOf } from "./system-fields.ts";

/** Why a title cannot be the key of a user property at CleverTap, in words; null where it can. */
export function keyTitleProblem(title: string): string | null {
  if (title.trim() === "") {
    return "Enter the Key Title";
  }
  const problem = keyProblem(title, "profile");
  if (problem) {
    return problem.reason;
  }
  const system = systemFieldOf(title);
  return system === undefined
    ? null
    : `${system} is a field of CleverTap's own; the audience's name would overwrite it.`;
}
