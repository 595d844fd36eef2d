import type { Db } from "../../db/client.ts";
import { sqlOn } from "../../db/queryable.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { allProfiles } from "../../people/all-profiles.ts";
import { personZone } from "../../people/person-zone.ts";

/** Where a page of the queue ends. */
export type Place = { dueAt: Date; personId: string; occasion: string };

/** Somebody in the queue of a run, with all that a message to them needs. */
export type PendingRow = Place & {
  at: Date;
  eventTx: string | null;
  callId: string | null;
  same: string | null;
  leaving: boolean;
  /** null: the profile was deleted */
  isNow: string | null;
  /** another profile of the same person has, or had, the message of this occasion */
  doubled: boolean;
  user_id: string | null;
  email: string | null;
  phone: string | null;
  anonymous_id: string | null;
  device_id: string | null;
  properties: JsonObject;
  zone: string | null;
  unsubscribed: boolean;
  event: JsonObject | null;
  payload: Json;
  /** messages of this campaign that the person got, and the last one's time; `ownByRun`: that of its run */
  got: number;
  gotLast: Date | null;
  /** times that a control group held it back from them, and the last one */
  kept: number;
  keptLast: Date | null;
  /** the same of all campaigns of the channel, in the days of the workspace's limit */
  gotAll: number;
  gotAllLast: Date | null;
  /** of `nowSince`: occasions of this run's messages that are among them */
  gotNow: string[] | null;
};

export type PageOf = {
  workspaceId: string;
  runId: string;
  campaignId: string;
  channel: string;
  unsubscribed: string;
  zone: boolean;
  event: boolean;
  payload: boolean;
  own: boolean;
  /** The campaign runs at its times: how long ago somebody got it is told by the times of runs, not by when their turn came. */
  ownByRun: boolean;
  /** null: there is no limit, or it does not apply */
  allSince: Date | null;
  /** null: nothing was sent before that a page could know of */
  nowSince: Date | null;
};

const own = (
  at: string,
  runs: string,
) => `select count(*) filter (where d.status = 'sent')::int as got, max(${at}) filter (where d.status = 'sent') as last,
    count(*) filter (where d.status <> 'sent')::int as kept, max(${at}) filter (where d.status <> 'sent') as kept_last
  from campaign_deliveries d ${runs}
  where d.workspace_id = q.workspace_id and d.person_id = any(who.ids) and d.campaign_id = q.campaign_id
    and (d.status = 'sent' or d.code = 'control_group')`;
const ownDecided = own("d.decided_at", "");
const ownByRun = own(
  "r.planned_at",
  "join campaign_runs r on r.workspace_id = d.workspace_id and r.id = d.run_id",
);
const sentTo = (table: "campaign_deliveries" | "journey_messages") => `select d.decided_at from ${table} d
  where d.workspace_id = q.workspace_id and d.person_id = any(who.ids) and d.channel = $8
    and d.status = 'sent' and d.decided_at > $7::timestamptz`;
const all = `select count(*)::int as got, max(decided_at) as last
  from (${sentTo("campaign_deliveries")} union all ${sentTo("journey_messages")}) d`;
/** In the snapshot of the page, so that whether one is counted in it is certain while others are being booked. */
const now = `select array_agg(d.occasion::text) as occasions from campaign_deliveries d
  where d.workspace_id = q.workspace_id and d.run_id = q.run_id and d.person_id = any(who.ids)
    and (d.status = 'sent' or d.code = 'control_group') and d.decided_at >= $9::timestamptz`;
const nothing = "select 0 as got, null::timestamptz as last, 0 as kept, null::timestamptz as kept_last";

/**
 * SQL: of several profiles of one person in a run, who gets no message: those that merged, while the person is in it too, or
 * another one before them; and all, once the message was sent to one.
 */
const doubled = `cardinality(who.ids) > 1 and (
  exists (select 1 from campaign_pending r where q.person_id <> p.id and r.workspace_id = q.workspace_id
    and r.run_id = q.run_id and r.person_id = any(who.ids) and r.occasion = q.occasion
    and (r.person_id = p.id or r.person_id < q.person_id))
  or exists (select 1 from campaign_deliveries r where r.workspace_id = q.workspace_id and r.run_id = q.run_id
    and r.person_id = any(who.ids) and r.person_id <> q.person_id and r.occasion = q.occasion
    and (r.status = 'sent' or r.code = 'unknown' or r.person_id = p.id)))`;

/** The next people of a run's queue who are due, in order, behind `after`. */
export async function pendingPage(
  db: Pick<Db, "pool">,
  of: PageOf,
  page: { now: Date; after: Place | null; limit: number },
): Promise<PendingRow[]> {
  const text = `with q as materialized (
      select * from campaign_pending q where q.workspace_id = $1::uuid and q.run_id = $2::uuid
        and q.due_at <= $3::timestamptz
        and ($4::timestamptz is null or (q.due_at, q.person_id, q.occasion) > ($4::timestamptz, $5::uuid, $6::bigint))
      order by q.due_at, q.person_id, q.occasion limit ${Math.floor(page.limit)})
    select q.due_at as "dueAt", q.person_id::text as "personId", q.occasion::text as occasion, q.at,
      q.event_tx::text as "eventTx", q.call_id::text as "callId", q.same, q.leaving,
      p.id::text as "isNow", ${doubled} as doubled,
      p.user_id, p.email, p.phone, p.anonymous_id, p.device_id, p.properties,
      ${of.zone ? personZone : "null::text"} as zone, coalesce(${of.unsubscribed}, false) as unsubscribed,
      ${of.event ? "e.properties" : "null::jsonb"} as event, ${of.payload ? "t.payload" : "null::jsonb"} as payload,
      own.got, own.last as "gotLast", own.kept, own.kept_last as "keptLast", every.got as "gotAll", every.last as "gotAllLast",
      ${of.nowSince ? "now.occasions" : "null::text[]"} as "gotNow"
    from q left join people o on o.workspace_id = q.workspace_id and o.id = q.person_id
    left join people p on p.workspace_id = q.workspace_id and p.id = coalesce(o.merged_into, o.id)
    cross join lateral (select ${allProfiles("p.id", "q.workspace_id")} as ids offset 0) who
    ${of.event ? "left join events e on e.workspace_id = q.workspace_id and e.tx = q.event_tx and e.seq = q.occasion" : ""}
    ${of.payload ? "left join trigger_calls t on t.workspace_id = q.workspace_id and t.id = q.call_id" : ""}
    cross join lateral (${of.own ? (of.ownByRun ? ownByRun : ownDecided) : nothing}) own
    cross join lateral (${of.allSince ? all : nothing}) every
    ${of.nowSince ? `cross join lateral (${now}) now` : ""}
    where $7::timestamptz is null or $8::text is not null
    order by q.due_at, q.person_id, q.occasion`;
  const { rows } = await db.pool.query<PendingRow>({
    name: `campaign-page-${[of.zone, of.event, of.payload, of.own, of.ownByRun, of.allSince !== null, of.nowSince !== null].map(Number).join("")}-${of.channel}-${page.limit}`,
    text,
    values: [
      of.workspaceId,
      of.runId,
      page.now.toISOString(),
      page.after?.dueAt.toISOString() ?? null,
      page.after?.personId ?? null,
      page.after?.occasion ?? null,
      of.allSince?.toISOString() ?? null,
      of.channel,
      ...(of.nowSince ? [of.nowSince.toISOString()] : []),
    ],
  });
  return rows;
}

/** When the queue's next message is due; null when it is empty. */
export async function nextDue(
  db: Pick<Db, "pool">,
  workspaceId: string,
  runId: string,
): Promise<Date | null> {
  const rows = await sqlOn(db.pool).sql<{ at: Date | null }>(
    `select min(due_at) as at from campaign_pending where workspace_id = $1::uuid and run_id = $2::uuid`,
    [workspaceId, runId],
  );
  return rows[0]?.at ?? null;
}

/** How many messages of a campaign were sent since a moment, and the first of them; without one, ever. */
export async function sentSince(
  db: Db,
  of: { workspaceId: string; campaignId: string },
  since: Date | null,
  atMost: number,
): Promise<{ people: number; first: Date | null }> {
  const rows = await db.sql<{ people: number; first: Date | null }>(
    `select count(*)::int as people, min(decided_at) as first from (
       select decided_at from campaign_deliveries where workspace_id = $1::uuid and campaign_id = $2::uuid
         and status = 'sent' and code = '' and ($3::timestamptz is null or decided_at >= $3::timestamptz)
       order by decided_at desc limit $4::int) d`,
    [of.workspaceId, of.campaignId, since?.toISOString() ?? null, atMost],
  );
  return rows[0] ?? { people: 0, first: null };
}
