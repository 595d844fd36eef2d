import type { Db } from "../db/client.ts";
import type { OriginNames } from "./origin.ts";

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

type Noted = { first: boolean; names: OriginNames | null };

/**
 * Notes that a message was seen or clicked. `first`: it had not been; `names`: of its campaign or journey, null when that is
 * gone. Null: it was within the last second, or nobody is there.
 */
export async function upsertEngagement(db: Db, row: EngagementRow): Promise<Noted | null> {
  const [found] = await db.sql<Noted>(
    `with ${held}, noted as (
     insert into message_engagements as e
       (workspace_id, message_id, kind, person_id, origin_kind, origin_id, first_at, last_at, times, last_url)
     select $1::uuid, $3, $4, held.id, $5, $6::uuid, $7::timestamptz, $7::timestamptz, 1, $8 from held
     on conflict (workspace_id, message_id, kind) do update set last_at = excluded.last_at, times = e.times + 1,
       last_url = excluded.last_url
     where e.last_at <= excluded.last_at - interval '1 second'
     returning (xmax = 0) as first)
     select noted.first, (
         select jsonb_build_object('name', o.name, 'labels', o.labels) from (
           select c.name, c.labels from campaigns c where $5 = 'campaign' and c.workspace_id = $1::uuid and c.id = $6::uuid
           union all
           select j.name, j.labels from journeys j where $5 = 'journey' and j.workspace_id = $1::uuid and j.id = $6::uuid
         ) o) as names
     from noted`,
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

/** Notes that a person wants no more messages by a channel. The person as they are now; null: it was so, or nobody is there. */
export async function insertSubscription(db: Db, change: SubscriptionChange): Promise<string | null> {
  const rows = await db.sql<{ personId: string }>(
    `with ${held}
     insert into channel_subscriptions
       (workspace_id, person_id, channel, status, reason, origin_kind, origin_id, by, at)
     select $1::uuid, held.id, $3, 'unsubscribed', $4, $5, $6::uuid, $7, $8::timestamptz from held
     on conflict (workspace_id, person_id, channel) do nothing returning person_id::text as "personId"`,
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
  return rows[0]?.personId ?? null;
}

/** Notes that a person wants them again. The person as they are now; null: they did, or nobody is there. */
export async function deleteSubscription(
  db: Db,
  { workspaceId, personId, channel }: Pick<SubscriptionChange, "workspaceId" | "personId" | "channel">,
): Promise<string | null> {
  const rows = await db.sql<{ personId: string }>(
    `with ${held}
     delete from channel_subscriptions s using held
     where s.workspace_id = $1::uuid and s.person_id = held.id and s.channel = $3
     returning s.person_id::text as "personId"`,
    [workspaceId, personId, channel],
  );
  return rows[0]?.personId ?? null;
}

export type StandingRow = {
  email: string | null;
  channel: string;
  /** The person's own property says that they want none (contracts §7.3). */
  byProperty: boolean;
  /** Since when they said it themselves, or a member for them; null: nobody did. */
  at: Date | null;
  reason: string | null;
  by: string | null;
};

/** How the person of an id, as they are now, stands to these channels; nothing where they were deleted. */
export async function selectStandings(
  db: Db,
  workspaceId: string,
  personId: string,
  channels: readonly string[],
): Promise<StandingRow[]> {
  return db.sql<StandingRow>(
    `select p.email, k.channel, coalesce(lower(p.properties ->> ('MSG-' || k.channel)) = 'false', false) as "byProperty",
       s.at, s.reason, s.by
     from people was join people p on p.workspace_id = $1::uuid and p.id = coalesce(was.merged_into, was.id)
     cross join unnest($3::text[]) with ordinality as k(channel, n)
     left join channel_subscriptions s on s.workspace_id = $1::uuid and s.person_id = p.id and s.channel = k.channel
     where was.workspace_id = $1::uuid and was.id = $2::uuid order by k.n`,
    [workspaceId, personId, channels],
  );
}
