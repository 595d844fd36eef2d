import { type Ctx, inTransaction } from "../../context.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { meansNow } from "../../segments/means-now.ts";
import { definitionOf } from "../engine/ask.ts";
import { changeAhead } from "../engine/carry-out.ts";
import { Record } from "../engine/record.ts";
import type { Effect, Question } from "../nodes/step.ts";

/** What a walk has changed of somebody: properties, null where one is gone, and whose audiences they are in. */
export type Changes = { properties: JsonObject; audiences: Extract<Effect, { kind: "audience" }>[] };

/** What is known of a person now, in one statement for all questions; null where one cannot be asked. */
export function answersNow(
  ctx: Ctx,
  personId: string,
  questions: readonly Question[],
): Promise<(boolean | null)[]> {
  return meansNow(ctx, personId, questions.map(definitionOf));
}

/** What would be known of them once something was changed, as the engine does it: in a transaction that is taken back. */
export async function answersAfter(
  ctx: Ctx,
  personId: string,
  questions: readonly Question[],
  { properties, audiences }: Changes,
): Promise<(boolean | null)[]> {
  if (Object.keys(properties).length === 0 && audiences.length === 0) {
    return answersNow(ctx, personId, questions);
  }
  const record = new Record();
  record.profiles.set(
    personId,
    Object.entries(properties).map(([property, value]) => ({ property, how: "set", value })),
  );
  record.audiences = audiences.map(({ audienceId, operation }) => ({
    ...{ personId, audienceId, operation, step: null },
  }));
  let answers: (boolean | null)[] = [];
  const done = new Error("All is asked.");
  await inTransaction(ctx, async (tx) => {
    await changeAhead(tx, tx.db, record, new Set([personId]), tx.clock.now());
    answers = await answersNow(tx, personId, questions);
    throw done;
  }).catch((error: unknown) => {
    if (error !== done) {
      throw error;
    }
  });
  return answers;
}
