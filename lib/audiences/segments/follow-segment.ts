import type { Ctx } from "../../context.ts";
import { type Sql, sqlOn, withTransaction } from "../../db/queryable.ts";
import { Apart } from "../../jobs/apart.ts";
import { changedBetween, changesEnd, type Followed, membersAfter } from "../../segments/following.ts";
import { applyOperations } from "../apply-operations.ts";
import type { MemberOperation } from "../member-state.ts";
import { lockAudiences, membersByKey } from "../member-store.ts";
import { type Feed, type FeedKey, feedsBehind, lockFeed, moveFeed } from "./feed-store.ts";

const STEP_PEOPLE = 2_500;

/**
 * What brings an audience in step with what is known of people; those without its identifier are left out. Whoever comes to
 * be known by another value is not in it by the former one any more, and two who turn out to be one are in it once.
 */
async function operationsOf(
  db: Sql,
  key: FeedKey,
  feed: Feed,
  { people, now }: { people: Followed[]; now: Date },
): Promise<MemberOperation[]> {
  const operation = (identity: string, kind: MemberOperation["operation"]): MemberOperation => ({
    ...{ audienceId: key.audienceId, identity, operation: kind, properties: {}, atMs: now.getTime() },
  });
  const present = new Set(people.flatMap((person) => (person.isMember && person[feed.identifier]) || []));
  const gone = people.flatMap((person) => [...person.former, person[feed.identifier] ?? []].flat());
  const asked = [...new Set(gone)]
    .filter((identity) => !present.has(identity))
    .map((identity) => ({ audienceId: key.audienceId, identity }));
  await lockAudiences(db, key.workspaceId, [key.audienceId]);
  const held = asked.length > 0 ? await membersByKey(db, key.workspaceId, asked) : [];
  return [
    ...held.flatMap(({ identity, state }) => (state.present ? operation(identity, "delete") : [])),
    ...[...present].map((identity) => operation(identity, "upsert")),
  ];
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
    const apply = async (people: Followed[]) => {
      const operations = await operationsOf(db, key, feed, { people, now: ctx.clock.now() });
      await applyOperations({ workspaceId: ctx.workspaceId, clock: ctx.clock, db }, operations);
    };
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
    const people = await changedBetween(db, of, { fromTx: feed.tx, toTx }, feed.identifier);
    await apply(people);
    await moveFeed(db, key, { ...feed, tx: toTx });
    return people.length > 0;
  });
}

const apart = new Apart("audience of a segment");

/** Brings audiences that follow a segment in step with it. Resolves whether there may be more at once. */
export async function followSegments(ctx: Ctx): Promise<boolean> {
  let more = false;
  for (const key of await feedsBehind(ctx.db)) {
    const own = { ...ctx, workspaceId: key.workspaceId };
    more = (await apart.work(ctx, key.audienceId, () => followSegment(own, key))) || more;
  }
  return more;
}
