import type { Sql } from "../../db/queryable.ts";
import type { IdentifierKind } from "../../people/schema.ts";

export async function insertFeed(
  db: Sql,
  feed: { workspaceId: string; audienceId: string; segmentId: string },
): Promise<void> {
  await db.sql(
    `insert into audience_feeds (workspace_id, audience_id, segment_id) values ($1::uuid, $2::uuid, $3::uuid) returning 1`,
    [feed.workspaceId, feed.audienceId, feed.segmentId],
  );
}

export type FeedKey = { workspaceId: string; audienceId: string };

/** Audiences that are not filled, or whose segment changed since. Those of segments that are not worked out yet wait. */
export async function feedsBehind(db: Sql): Promise<FeedKey[]> {
  return db.sql<FeedKey>(
    `select f.workspace_id as "workspaceId", f.audience_id as "audienceId" from audience_feeds f
     join segments s on s.workspace_id = f.workspace_id and s.id = f.segment_id and s.counted_at is not null
     where not f.filled or exists (select 1 from segment_changes c where c.workspace_id = f.workspace_id
         and c.segment_id = f.segment_id and c.tx >= f.tx)
       or exists (select 1 from people p join segment_members m on m.workspace_id = p.workspace_id
         and m.segment_id = f.segment_id and m.person_id = p.id
         where p.workspace_id = f.workspace_id and p.changed_tx >= f.tx)
     order by f.tx limit 100`,
  );
}

export type Feed = {
  segmentId: string;
  filledAfter: string | null;
  filled: boolean;
  tx: string;
  identifier: IdentifierKind;
};

/** Takes a feed for this transaction; null when another worker has it, or its audience is gone. */
export async function lockFeed(db: Sql, { workspaceId, audienceId }: FeedKey): Promise<Feed | null> {
  const rows = await db.sql<Feed>(
    `select f.segment_id as "segmentId", f.filled_after as "filledAfter", f.filled, f.tx::text as tx, a.identifier
     from audience_feeds f join audiences a on a.workspace_id = f.workspace_id and a.id = f.audience_id
     where f.workspace_id = $1::uuid and f.audience_id = $2::uuid for update of f skip locked`,
    [workspaceId, audienceId],
  );
  return rows[0] ?? null;
}

export async function moveFeed(
  db: Sql,
  { workspaceId, audienceId }: FeedKey,
  to: { filledAfter: string | null; filled: boolean; tx: string },
): Promise<void> {
  await db.sql(
    `update audience_feeds set filled_after = $3::uuid, filled = $4::boolean, tx = $5::bigint
     where workspace_id = $1::uuid and audience_id = $2::uuid returning 1`,
    [workspaceId, audienceId, to.filledAfter, to.filled, to.tx],
  );
}
