import type { Db } from "../../db/client.ts";
import type { Sql } from "../../db/queryable.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { allProfiles } from "../../people/all-profiles.ts";
import { personZone } from "../../people/person-zone.ts";

/** Where a page of the queue ends. */
export type Place = { dueAt: Date; messageId: string };

/** A message that waits, with all that making it needs. */
export type PendingRow = Place & {
  personId: string;
  at: Date;
  event: JsonObject | null;
  leaving: boolean;
  /** null: the profile was deleted */
  isNow: string | null;
  user_id: string | null;
  email: string | null;
  phone: string | null;
  anonymous_id: string | null;
  device_id: string | null;
  properties: JsonObject;
  zone: string | null;
  unsubscribed: boolean;
  /** messages of the channel that the person got in the days of the workspace's limit, and the last one's time */
  got: number;
  gotLast: Date | null;
};

export type PageOf = {
  workspaceId: string;
  senderId: string;
  channel: string;
  unsubscribed: string;
  zone: boolean;
  /** null: there is no limit, or it does not apply */
  limitSince: Date | null;
};

/**
 * SQL: messages of a channel that person `p` got since a moment, from campaigns and journeys. Those of campaigns stay with the
 * profile that they were for.
 */
const gotten = `select count(*)::int as got, max(at) as last
  from (select ${allProfiles("p.id", "p.workspace_id")} as ids offset 0) who cross join lateral (
    select decided_at as at from campaign_deliveries d where d.workspace_id = p.workspace_id and d.person_id = any(who.ids)
      and d.channel = $7 and d.status = 'sent' and d.decided_at > $6::timestamptz
    union all
    select decided_at from journey_messages d where d.workspace_id = p.workspace_id and d.person_id = p.id
      and d.channel = $7 and d.status = 'sent' and d.decided_at > $6::timestamptz) g`;
const nothing = "select 0 as got, null::timestamptz as last";

/** The next messages of a sender that are due, in order, behind `after`. */
export async function nextPage(
  db: Pick<Db, "pool">,
  of: PageOf,
  page: { now: Date; after: Place | null; limit: number },
): Promise<PendingRow[]> {
  const text = `with q as materialized (
      select * from journey_pending q where q.workspace_id = $1::uuid and q.sender_id = $2::uuid
        and q.due_at <= $3::timestamptz
        and ($4::timestamptz is null or (q.due_at, q.message_id) > ($4::timestamptz, $5::text))
      order by q.due_at, q.message_id limit ${Math.floor(page.limit)})
    select q.due_at as "dueAt", q.message_id as "messageId", q.person_id::text as "personId", q.at, q.event, q.leaving,
      p.id::text as "isNow", p.user_id, p.email, p.phone, p.anonymous_id, p.device_id, p.properties,
      ${of.zone ? personZone : "null::text"} as zone, coalesce(${of.unsubscribed}, false) as unsubscribed,
      own.got, own.last as "gotLast"
    from q left join people o on o.workspace_id = q.workspace_id and o.id = q.person_id
    left join people p on p.workspace_id = q.workspace_id and p.id = coalesce(o.merged_into, o.id)
    cross join lateral (${of.limitSince ? gotten : nothing}) own
    where $6::timestamptz is null or $7::text is not null
    order by q.due_at, q.message_id`;
  const { rows } = await db.pool.query<PendingRow>({
    name: `journey-page-${[of.zone, of.limitSince !== null].map(Number).join("")}-${of.channel}-${page.limit}`,
    text,
    values: [
      of.workspaceId,
      of.senderId,
      page.now.toISOString(),
      page.after?.dueAt.toISOString() ?? null,
      page.after?.messageId ?? null,
      of.limitSince?.toISOString() ?? null,
      of.channel,
    ],
  });
  return rows;
}

/** Takes messages out of the queue, held to the end of the transaction. Resolves those that were still in it, as they are now. */
export async function takePending(
  db: Sql,
  of: { workspaceId: string; senderId: string },
  keys: readonly Place[],
): Promise<
  { messageId: string; personId: string; journeyId: string; round: number; visit: number; at: Date }[]
> {
  return db.sql(
    `delete from journey_pending q using unnest($3::timestamptz[], $4::text[]) as g(due_at, message_id)
     where q.workspace_id = $1::uuid and q.sender_id = $2::uuid and q.due_at = g.due_at and q.message_id = g.message_id
     returning q.message_id as "messageId", q.person_id::text as "personId", q.journey_id::text as "journeyId", q.round,
       q.visit, q.at`,
    [
      of.workspaceId,
      of.senderId,
      keys.map(({ dueAt }) => dueAt.toISOString()),
      keys.map(({ messageId }) => messageId),
    ],
  );
}

/** Puts off messages that may not go out before another time. */
export async function delayPending(
  db: Sql,
  of: { workspaceId: string; senderId: string },
  delayed: readonly (Place & { until: Date })[],
): Promise<void> {
  if (delayed.length > 0) {
    await db.sql(
      `update journey_pending q set due_at = g.until, leaving = false
       from unnest($3::timestamptz[], $4::text[], $5::timestamptz[]) as g(due_at, message_id, until)
       where q.workspace_id = $1::uuid and q.sender_id = $2::uuid and q.due_at = g.due_at and q.message_id = g.message_id`,
      [
        of.workspaceId,
        of.senderId,
        delayed.map(({ dueAt }) => dueAt.toISOString()),
        delayed.map(({ messageId }) => messageId),
        delayed.map(({ until }) => until.toISOString()),
      ],
    );
  }
}

/** Notes that messages leave now (true), or that each of them was answered and none that is left was taken (false). */
export async function markLeaving(
  db: Sql,
  of: { workspaceId: string; senderId: string },
  keys: readonly Place[] | null,
): Promise<void> {
  await db.sql(
    keys
      ? `update journey_pending q set leaving = true from unnest($3::timestamptz[], $4::text[]) as g(due_at, message_id)
         where q.workspace_id = $1::uuid and q.sender_id = $2::uuid and q.due_at = g.due_at and q.message_id = g.message_id`
      : "update journey_pending set leaving = false where workspace_id = $1::uuid and sender_id = $2::uuid and leaving",
    [
      of.workspaceId,
      of.senderId,
      ...(keys ? [keys.map(({ dueAt }) => dueAt.toISOString()), keys.map(({ messageId }) => messageId)] : []),
    ],
  );
}

export type DecidedMessage = {
  messageId: string;
  personId: string;
  journeyId: string;
  round: number;
  visit: number;
  at: Date;
  status: "sent" | "failed" | "unreachable";
  code: string;
  reason: string | null;
};

/** Writes down what became of messages. */
export async function insertMessages(
  db: Sql,
  of: { workspaceId: string; version: number; node: string; channel: string },
  decided: readonly DecidedMessage[],
  now: Date,
): Promise<void> {
  await db.sql(
    `insert into journey_messages (workspace_id, person_id, journey_id, round, visit, version, node, channel, message_id,
       status, code, reason, at, decided_at)
     select $1::uuid, g.person_id, g.journey_id, g.round, g.visit, $2::int, $3, $4, g.message_id, g.status, g.code, g.reason,
       g.at, $5::timestamptz
     from unnest($6::uuid[], $7::uuid[], $8::int[], $9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[])
       as g(person_id, journey_id, round, visit, message_id, status, code, reason, at)
     on conflict do nothing`,
    [
      of.workspaceId,
      of.version,
      of.node,
      of.channel,
      now.toISOString(),
      decided.map(({ personId }) => personId),
      decided.map(({ journeyId }) => journeyId),
      decided.map(({ round }) => round),
      decided.map(({ visit }) => visit),
      decided.map(({ messageId }) => messageId),
      decided.map(({ status }) => status),
      decided.map(({ code }) => code),
      decided.map(({ reason }) => reason),
      decided.map(({ at }) => at.toISOString()),
    ],
  );
}
