import { setTimeout as sleep } from "node:timers/promises";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { isConflict, sqlOn, withTransaction } from "../../db/queryable.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { applyOperations } from "../apply-operations.ts";
import { countAnswers } from "../stories/component-store.ts";
import { operationOf } from "../stories/operation-of.ts";
import type { StoryAnswer } from "../stories/read-answers.ts";
import { storyDefinition } from "../stories/schema.ts";
import { enterStories, insertAnswers, storyAudiences } from "../stories/story-store.ts";

const MAX_ATTEMPTS = 5;
/** A caller must not hang on a step of somebody else's import for long. */
const LOCK_TIMEOUT_MS = 2_000;

export type TakeAnswers = { receivedAt: Date; answers: StoryAnswer[] };
export type TakenAnswers = { stored: number; duplicates: number };

async function takeOnce(ctx: Ctx, { receivedAt, answers }: TakeAnswers): Promise<TakenAnswers> {
  const { workspaceId } = ctx;
  // Of one message that stands there twice the first counts, as with one that comes twice.
  const distinct = [...new Map(answers.toReversed().map((answer) => [answer.messageId, answer])).values()];
  return withTransaction(
    ctx.db.pool,
    async (client) => {
      const db = sqlOn(client);
      await enterStories(db, workspaceId);
      const fresh = await insertAnswers(client, workspaceId, distinct, receivedAt);
      const taken = distinct.filter(({ messageId }) => fresh.has(messageId)).toReversed();
      const components = [...new Set(taken.map((answer) => answer.componentId))];
      const audiences = (await storyAudiences(db, workspaceId, components)).map(({ id, definition }) => ({
        id,
        definition: parse(storyDefinition, definition),
      }));
      const operations = taken.flatMap((answer) =>
        audiences
          .filter(({ definition }) => definition.componentId === answer.componentId)
          .flatMap((audience) => operationOf(audience, answer) ?? []),
      );
      if (operations.length > 0) {
        await applyOperations({ ...ctx, db }, operations);
      }
      await countAnswers(db, workspaceId, taken);
      return { stored: taken.length, duplicates: answers.length - taken.length };
    },
    { lockTimeoutMs: LOCK_TIMEOUT_MS },
  );
}

/**
 * Stores answers to interactive parts of stories and, in the same transaction, brings their users into the audiences that
 * want them and out of those that wanted another answer. A message that is known is not taken again. Resolves after
 * commit; `unavailable` when others hold the audiences for too long.
 */
export async function takeAnswers(ctx: Ctx, input: TakeAnswers): Promise<TakenAnswers> {
  authorise(ctx, "ingest.write");
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    try {
      return await takeOnce(ctx, input);
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
      await sleep(backoffMs(tries, { firstMs: 2, maxMs: 200 }));
    }
  }
  throw new Fault("unavailable", "The audience is busy with other changes; send this one again.");
}
