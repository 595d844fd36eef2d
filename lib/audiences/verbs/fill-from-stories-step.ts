import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import { parse } from "../../kernel/parse.ts";
import { applyOperations } from "../apply-operations.ts";
import { audienceById } from "../audience-store.ts";
import { operationOf } from "../stories/operation-of.ts";
import { storyDefinition } from "../stories/schema.ts";
import { lastAnswers, waitForStories } from "../stories/story-store.ts";

const STEP_USERS = 2_500;

/**
 * Brings some thousand users into an audience by the answers that were stored before it was made, as of when each was
 * given; repeating it changes nothing. Returns the identity to go on after; null after the last one.
 */
export async function fillFromStoriesStep(
  ctx: Ctx,
  { audienceId, after }: { audienceId: string; after: string },
): Promise<string | null> {
  authorise(ctx, "jobs.run");
  const { workspaceId } = ctx;
  const audience = await audienceById(ctx.db, workspaceId, audienceId);
  if (!audience) {
    return null;
  }
  const definition = parse(storyDefinition, audience.definition);
  if (after === "") {
    // Answers under way when the audience was made did not see it; their transactions end before what follows reads.
    await withTransaction(ctx.db.pool, (client) => waitForStories(sqlOn(client), workspaceId));
  }
  return withTransaction(ctx.db.pool, async (client) => {
    const db = sqlOn(client);
    const where = { workspaceId, componentId: definition.componentId, answers: definition.answers };
    const found = await lastAnswers(db, where, after, STEP_USERS);
    const operations = found.flatMap(
      ({ at, ...answer }) =>
        operationOf({ id: audienceId, definition }, { ...answer, atMs: at.getTime() }) ?? [],
    );
    if (operations.length > 0) {
      await applyOperations({ ...ctx, db }, operations);
    }
    return found.length < STEP_USERS ? null : (found.at(-1)?.identity ?? null);
  });
}
