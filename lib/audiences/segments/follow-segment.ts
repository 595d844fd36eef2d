import type { Ctx } from "../../context.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import { changedBetween, changesEnd, type Followed, membersAfter } from "../../segments/following.ts";
import { applyOperations } from "../apply-operations.ts";
import type { MemberOperation } from "../member-state.ts";
import { type Feed, type FeedKey, feedsBehind, lockFeed, moveFeed } from "./feed-store.ts";

const STEP_PEOPLE = 2_500;

/** What brings an audience in step with what is known of people; those without its identifier are left out. */
function operationsOf(audienceId: string, feed: Feed, people: Followed[], atMs: number): MemberOperation[] {
  return people.flatMap((person) => {
    const identity = person[feed.identifier];
    const operation = person.isMember ? ("upsert" as const) : ("delete" as const);
    return identity === null ? [] : [{ audienceId, identity, operation, properties: {}, atMs }];
  });
}

/** One step of one audience, in one transaction with the place it has come to. Resolves whether there may be more at once. */
async function followSegment(ctx: Ctx, key: FeedKey): Promise<boolean> {
  return withTransaction(ctx.db.pool, async (client) => {
    const db = sqlOn(client);
    const feed = await lockFeed(db, key);
    if (!feed) {
      return false;
    }
    const of = { workspaceId: ctx.workspaceId, segmentId: feed.segmentId };
    const apply = (people: Followed[]) =>
      applyOperations(
        { workspaceId: ctx.workspaceId, clock: ctx.clock, db },
        operationsOf(key.audienceId, feed, people, ctx.clock.now().getTime()),
      );
    if (!feed.filled) {
      const people = await membersAfter(db, of, feed.filledAfter, STEP_PEOPLE);
      await apply(people);
      const last = people.at(-1)?.personId ?? feed.filledAfter;
      await moveFeed(db, key, { ...feed, filledAfter: last, filled: people.length < STEP_PEOPLE });
      return true;
    }
    const toTx = await changesEnd(db, of, feed.tx, STEP_PEOPLE);
    if (toTx === feed.tx) {
      return false;
    }
    const people = await changedBetween(db, of, { fromTx: feed.tx, toTx });
    await apply(people);
    await moveFeed(db, key, { ...feed, tx: toTx });
    return people.length > 0;
  });
}

/** Brings audiences that follow a segment in step with it. Resolves whether there may be more at once. */
export async function followSegments(ctx: Ctx): Promise<boolean> {
  let more = false;
  for (const key of await feedsBehind(ctx.db)) {
    more = (await followSegment({ ...ctx, workspaceId: key.workspaceId }, key)) || more;
  }
  return more;
}
