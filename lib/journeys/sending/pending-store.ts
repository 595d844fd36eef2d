import type { Db } from "../../db/client.ts";
import { type Sql, sqlOn } from "../../db/queryable.ts";
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
  /** messages of this node that the person got ever, and the last one's time */
  gotHere: number;
  gotHereLast: Date | null;
};

export type PageOf = {
  workspaceId: string;
  senderId: string;
  channel: string;
  unsubscribed: string;
  zone: boolean;
  /** null: there is no limit, or it does not apply */
  limitSince: Date | null;
  /** null: the node has no limit of its own */
  here: { journeyId: string; node: string } | null;
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
/** SQL: messages of a node that person `p` got, in whichever stay and by whichever version. */
const gottenHere = `select count(*)::int as got, max(d.decided_at) as last from journey_messages d
  where d.workspace_id = p.workspace_id and d.person_id = p.id and d.journey_id = $8::uuid and d.node = $9 and d.status = 'sent'`;
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
      own.got, own.last as "gotLast", here.got as "gotHere", here.last as "gotHereLast"
    from q left join people o on o.workspace_id = q.workspace_id and o.id = q.person_id
    left join people p on p.workspace_id = q.workspace_id and p.id = coalesce(o.merged_into, o.id)
    cross join lateral (${of.limitSince ? gotten : nothing}) own
    cross join lateral (${of.here ? gottenHere : nothing}) here
    where ($6::timestamptz is null or $7::text is not null) and ($8::uuid is null or $9::text is not null)
    order by q.due_at, q.message_id`;
  const { rows } = await db.pool.query<PendingRow>({
    name: `journey-page-${[of.zone, of.limitSince !== null, of.here !== null].map(Number).join("")}-${of.channel}-${page.limit}`,
    text,
    values: [
      of.workspaceId,
      of.senderId,
      page.now.toISOString(),
      page.after?.dueAt.toISOString() ?? null,
      page.after?.messageId ?? null,
      of.limitSince?.toISOString() ?? null,
      of.channel,
      of.here?.journeyId ?? null,
      of.here?.node ?? null,
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

/** `leftAt`: they go to nobody because the person left then; null: because of what they say. */
export type Withdrawn = { personId: string; messageId: string; leftAt: Date | null };

/**
 * Takes messages out of the queue that are to go to nobody any more; resolves the ids of those that it took. What is said to be
 * leaving stays, and what somebody books just now: of that it is known already what became of it. To who has left goes what
 * was to leave before that and is only not sent yet, as if no worker had been away; not what was held back: by quiet hours,
 * or with a sender that waits.
 */
export async function withdrawPending(
  db: Sql,
  workspaceId: string,
  messages: readonly Withdrawn[],
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) {
    return new Set();
  }
  const rows = await db.sql<{ messageId: string }>(
    `with given as materialized (
       select * from unnest($3::text[], $4::timestamptz[]) as g(message_id, left_at)),
     held as materialized (
       select q.sender_id, q.due_at, q.message_id from journey_pending q
       join given g on g.message_id = q.message_id
       join journey_senders s on s.workspace_id = q.workspace_id and s.id = q.sender_id
       where q.workspace_id = $1::uuid and q.person_id = any($2::uuid[])
         and not q.leaving and (g.left_at is null or q.due_at > greatest(q.at, g.left_at) or s.waiting is not null or s.outage is not null)
       for update of q skip locked)
     delete from journey_pending q using held
     where q.workspace_id = $1::uuid and q.sender_id = held.sender_id and q.due_at = held.due_at
       and q.message_id = held.message_id returning q.message_id as "messageId"`,
    [
      workspaceId,
      [...new Set(messages.map(({ personId }) => personId))],
      messages.map(({ messageId }) => messageId),
      messages.map(({ leftAt }) => leftAt?.toISOString() ?? null),
    ],
  );
  return new Set(rows.map(({ messageId }) => messageId));
}

/** Whether these messages wait in the queue, all of them. */
export async function allWait(
  db: Pick<Db, "pool">,
  of: { workspaceId: string; senderId: string },
  keys: readonly Place[],
): Promise<boolean> {
  const [row] = await sqlOn(db.pool).sql<{ waiting: number }>(
    `select count(*)::int as waiting from unnest($3::timestamptz[], $4::text[]) as g(due_at, message_id)
     join journey_pending q on q.workspace_id = $1::uuid and q.sender_id = $2::uuid and q.due_at = g.due_at
       and q.message_id = g.message_id`,
    [
      of.workspaceId,
      of.senderId,
      keys.map(({ dueAt }) => dueAt.toISOString()),
      keys.map(({ messageId }) => messageId),
    ],
  );
  return row?.waiting === keys.length;
}

/**
 * Whose these messages were, of which it is not written down yet what became of them: they were withdrawn while they were
 * on their way.
 */
export async function withdrawnMeanwhile(
  db: Sql,
  workspaceId: string,
  messages: readonly { messageId: string; personId: string; at: Date }[],
): Promise<Awaited<ReturnType<typeof takePending>>> {
  return db.sql(
    `select g.message_id as "messageId", s.person_id::text as "personId", s.journey_id::text as "journeyId", s.round,
       g.visit, g.at
     from (select m.message_id, m.person_id, m.at, split_part(m.message_id, '.', 1) as key,
         substring(m.message_id from '[0-9]+$')::int as visit
       from unnest($2::text[], $3::uuid[], $4::timestamptz[]) as m(message_id, person_id, at)) g
     join journey_stays s on s.workspace_id = $1::uuid and s.person_id = g.person_id and s.key = g.key
     where not exists (select 1 from journey_messages m where m.workspace_id = $1::uuid and m.person_id = s.person_id
       and m.journey_id = s.journey_id and m.round = s.round and m.visit = g.visit)`,
    [
      workspaceId,
      messages.map(({ messageId }) => messageId),
      messages.map(({ personId }) => personId),
      messages.map(({ at }) => at.toISOString()),
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
