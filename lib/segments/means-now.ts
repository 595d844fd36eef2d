import type { Ctx } from "../context.ts";
import { meansPerson } from "./check-store.ts";
import type { Definition } from "./definition.ts";
import { loadReferred } from "./references.ts";
import { scopeWith } from "./scope.ts";

/**
 * Whether each of the definitions means a person at this moment, in their order and in one statement; null where one speaks
 * of a segment that cannot be asked.
 */
export async function meansNow(
  ctx: Ctx,
  personId: string,
  definitions: readonly Definition[],
): Promise<(boolean | null)[]> {
  const { definitions: referred, problems } = await loadReferred(ctx, definitions);
  const asked = definitions.filter((_, place) => !problems.has(place));
  const means = await meansPerson(ctx.db, asked, await scopeWith(ctx, referred, [personId]));
  const answers = asked.map((_, place) => means[place] ?? null);
  return definitions.map((_, place) => (problems.has(place) ? null : (answers.shift() ?? null)));
}
