import type { Ctx } from "../../context.ts";
import { type Definition, definition as schema } from "../../segments/definition.ts";
import { meansNow } from "../../segments/means-now.ts";
import type { Question } from "../nodes/step.ts";

/** A question as a definition: of a saved segment, whether the person is in it. */
function definitionOf(question: Question): Definition {
  if (question.kind === "definition") {
    return question.definition;
  }
  const { segmentId } = question;
  return schema.parse({ groups: [{ conditions: [{ kind: "segment", segmentId }] }] });
}

/** What is known of a person now, in one statement for all questions; null where one cannot be asked. */
export function answersNow(
  ctx: Ctx,
  personId: string,
  questions: readonly Question[],
): Promise<(boolean | null)[]> {
  return meansNow(ctx, personId, questions.map(definitionOf));
}
