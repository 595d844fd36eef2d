import type { Db } from "../db/client.ts";

/** The person of an id as they are now, whoever they became, held against merges; nothing where they were deleted. */
const held = `was as materialized (
    select coalesce(p.merged_into, p.id) as id from people p
    where p.workspace_id = $1::uuid and p.id = $2::uuid for key share),
  held as materialized (
    select p.id, p.email from people p where p.workspace_id = $1::uuid and p.id = (select id from was) for key share)`;

export type EngagementRow = {
  workspaceId: string;
  personId: string;
  messageId: string;
  kind: "viewed" | "clicked";
  originKind: string;
  originId: string;
  at: Date;
  url: string | null;
};

/** Notes that a message was seen or clicked. `first`: it had not been; null: it was within the last second, or nobody is there. */
export async function upsertEngagement(db: Db, row: EngagementRow): Promise<{ first: boolean } | null> {
  const [found] = await db.sql<{ first: boolean }>(
    `with ${held}
     insert into message_engagements as e
       (workspace_id, message_id, kind, person_id, origin_kind, origin_id, first_at, last_at, times, last_url)
     select $1::uuid, $3, $4, held.id, $5, $6::uuid, $7::timestamptz, $7::timestamptz, 1, $8 from held
     on conflict (workspace_id, message_id, kind) do update set last_at = excluded.last_at, times = e.times + 1,
       last_url = excluded.last_url
     where e.last_at <= excluded.last_at - interval '1 second'
     returning (xmax = 0) as first`,
    [row.workspaceId, row.personId, row.messageId, row.kind, row.originKind, row.originId, row.at, row.url],
  );
  return found ?? null;
}

export type SubscriptionChange = {
  workspaceId: string;
  personId: string;
  channel: string;
  reason: string;
  originKind: string | null;
  originId: string | null;
  by: string | null;
  at: Date;
};

/** Notes that a person wants no more messages by a channel. False: it was so, or nobody is there. */
export async function insertSubscription(db: Db, change: SubscriptionChange): Promise<boolean> {
  const rows = await db.sql<{ one: number }>(
    `with ${held}
     insert into channel_subscriptions
       (workspace_id, person_id, channel, status, reason, origin_kind, origin_id, by, at)
     select $1::uuid, held.id, $3, 'unsubscribed', $4, $5, $6::uuid, $7, $8::timestamptz from held
     on conflict (workspace_id, person_id, channel) do nothing returning 1 as one`,
    [
      change.workspaceId,
      change.personId,
      change.channel,
      change.reason,
      change.originKind,
      change.originId,
      change.by,
      change.at,
    ],
  );
  return rows.length > 0;
}

/** Notes that a person wants them again. False: they did, or nobody is there. */
export async function deleteSubscription(
  db: Db,
  { workspaceId, personId, channel }: Pick<SubscriptionChange, "workspaceId" | "personId" | "channel">,
): Promise<boolean> {
  const rows = await db.sql<{ one: number }>(
    `with ${held}
     delete from channel_subscriptions s using held
     where s.workspace_id = $1::uuid and s.person_id = held.id and s.channel = $3 returning 1 as one`,
    [workspaceId, personId, channel],
  );
  return rows.length > 0;
}

/** The person of an id as they are now; null where they were deleted. */
export async function selectPersonNow(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<{ id: string; email: string | null } | null> {
  const [person] = await db.sql<{ id: string; email: string | null }>(
    `with ${held} select id::text as id, email from held`,
    [workspaceId, personId],
  );
  return person ?? null;
}

export type SubscriptionRow = {
  personId: string;
  channel: string;
  reason: string;
  by: string | null;
  at: Date;
};

/** What these people do not want any more; of one channel where told. */
export async function selectSubscriptions(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  channel: string | null,
): Promise<SubscriptionRow[]> {
  return db.sql<SubscriptionRow>(
    `select person_id::text as "personId", channel, reason, by, at from channel_subscriptions
     where workspace_id = $1::uuid and person_id = any($2::uuid[]) and ($3::text is null or channel = $3)
     order by channel`,
    [workspaceId, personIds, channel],
  );
}
