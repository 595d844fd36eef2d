import type { Ctx } from "../../context.ts";
import { meansNow } from "../../segments/means-now.ts";
import { definitionOf } from "../engine/ask.ts";
import type { Question } from "../nodes/step.ts";

/** What is known of a person now, in one statement for all questions; null where one cannot be asked. */
export function answersNow(
  ctx: Ctx,
  personId: string,
  questions: readonly Question[],
): Promise<(boolean | null)[]> {
  return meansNow(ctx, personId, questions.map(definitionOf));
}
