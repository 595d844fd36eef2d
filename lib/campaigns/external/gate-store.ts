import type { Sql } from "../../db/queryable.ts";

/*
 * Calls put people into the queue of a run that somebody may be ending. Under the gate of a campaign there are either calls
 * or somebody who ends it: whoever comes behind the end sees it. An advisory lock, as its waiters stand in a line: a row
 * lock that many share is passed on among them, and a stop would wait for as long as calls keep coming.
 */

/** Holds the gates of campaigns open to the end of the transaction. Look at the campaigns only in a later statement. */
export async function holdGates(db: Sql, workspaceId: string, campaignIds: readonly string[]): Promise<void> {
  await db.sql(
    `select pg_advisory_xact_lock_shared(hashtextextended('campaign calls ' || $1::text || id, 0))::text
     from (select id from unnest($2::text[]) id order by id) ids`,
    [workspaceId, campaignIds],
  );
}

/** Waits for the calls that are under way to a campaign, and keeps others waiting to the end of the transaction. */
export async function closeGate(db: Sql, workspaceId: string, campaignId: string): Promise<void> {
  await db.sql(
    `select pg_advisory_xact_lock(hashtextextended('campaign calls ' || $1::text || $2::text, 0))::text`,
    [workspaceId, campaignId],
  );
}
