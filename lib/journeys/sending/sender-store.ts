import type { Db } from "../../db/client.ts";
import { type Sql, sqlOn } from "../../db/queryable.ts";
import { leaseIsFree } from "../../jobs/lease.ts";
import type { Json } from "../../kernel/json.ts";

/** A sender that somebody works on. */
export type ClaimedSender = {
  id: string;
  journeyId: string;
  number: string;
  name: string;
  labels: string[];
  version: number;
  node: string;
  channel: string;
  batches: number;
  outage: Json;
  /** Sealed, of all nodes. */
  secrets: Json;
  zone: string;
};

export type HeldSender = { workspaceId: string; senderId: string; lease: string };

/** SQL: the journey of sender `s` lets messages out. */
const runs = "(j.status in ('RUNNING', 'SCHEDULED') or (j.status = 'PAUSED' and j.goes_on))";
const ofJourney = "join journeys j on j.workspace_id = s.workspace_id and j.id = s.journey_id";

/** Takes a sender under a lease. Null when its journey does not run, or somebody works on it. */
export async function claimSender(
  db: Db,
  { workspaceId, senderId, lease }: HeldSender,
  activeHere: string[],
): Promise<ClaimedSender | null> {
  const rows = await db.sql<ClaimedSender>(
    `with r as (
       update journey_senders r set lease = $3, heartbeat_at = now() where r.workspace_id = $1::uuid and r.id = $2::uuid
         and (${leaseIsFree} or (split_part(r.lease, '/', 1) = split_part($3, '/', 1) and r.lease <> all($4::text[])))
       returning r.*)
     select s.id, s.journey_id as "journeyId", j.number::text as number, j.name, j.labels, s.version, s.node, s.channel,
       s.batches, s.outage, v.secrets, w.time_zone as zone
     from r s ${ofJourney} and ${runs}
     join journey_versions v on v.workspace_id = s.workspace_id and v.journey_id = s.journey_id and v.number = s.version
     join workspaces w on w.id = s.workspace_id`,
    [workspaceId, senderId, lease, activeHere],
  );
  return rows[0] ?? null;
}

/** Gives a sender back, so that any worker may take it up. */
export async function releaseSender(db: Db, { workspaceId, senderId, lease }: HeldSender): Promise<void> {
  await db.sql(
    `update journey_senders set lease = null where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [workspaceId, senderId, lease],
  );
}

/** Whether a message may leave now. Asked right before each request. */
export async function leaveToSend(
  db: Pick<Db, "pool">,
  { workspaceId, senderId, lease }: HeldSender,
): Promise<"yes" | "stopped" | "lost"> {
  const { rows } = await db.pool.query<{ lease: string | null; runs: boolean }>({
    name: "journey-leave",
    text: `select s.lease, ${runs} as runs from journey_senders s ${ofJourney}
      where s.workspace_id = $1::uuid and s.id = $2::uuid`,
    values: [workspaceId, senderId],
  });
  const [row] = rows;
  if (!row?.runs) {
    return "stopped";
  }
  return row.lease === lease ? "yes" : "lost";
}

/** Says on the sender and its journey why it waits; null clears it. Also a sign of life. */
export async function setWaiting(
  db: Db,
  { workspaceId, senderId, lease }: HeldSender,
  waiting: string | null,
): Promise<void> {
  await db.sql(
    `with mine as (
       update journey_senders set waiting = $4, heartbeat_at = now()
       where workspace_id = $1::uuid and id = $2::uuid and lease = $3 returning journey_id)
     update journeys set waiting = $4 where workspace_id = $1::uuid and id in (select journey_id from mine)
       and waiting is distinct from $4`,
    [workspaceId, senderId, lease, waiting],
  );
}

/** Leaves a sender alone until a moment, and gives it back. */
export async function parkSender(
  db: Db,
  { workspaceId, senderId, lease }: HeldSender,
  park: { until: Date; outage: Json; waiting?: string },
): Promise<void> {
  await db.sql(
    `with mine as (
       update journey_senders set lease = null, parked_until = $4::timestamptz, outage = $5::jsonb,
         waiting = coalesce($6, waiting)
       where workspace_id = $1::uuid and id = $2::uuid and lease = $3 returning journey_id)
     update journeys set waiting = $6 where workspace_id = $1::uuid and id in (select journey_id from mine)
       and $6::text is not null`,
    [
      workspaceId,
      senderId,
      lease,
      park.until.toISOString(),
      park.outage && JSON.stringify(park.outage),
      park.waiting ?? null,
    ],
  );
}

/** Notes a batch on its sender, and that it gets on. Null when the lease was lost: then nothing of it may be written. */
export async function noteBatch(
  db: Sql,
  { workspaceId, senderId, lease }: HeldSender,
  number: number,
): Promise<{ waited: boolean } | null> {
  const rows = await db.sql<{ waited: boolean }>(
    `update journey_senders s set batches = greatest(s.batches, $4::int), heartbeat_at = now(), waiting = null,
       outage = null, parked_until = null
     from journey_senders old where old.workspace_id = s.workspace_id and old.id = s.id
       and s.workspace_id = $1::uuid and s.id = $2::uuid and s.lease = $3 returning old.waiting is not null as waited`,
    [workspaceId, senderId, lease, number],
  );
  return rows[0] ?? null;
}

/** The journey waits no more, unless another of its senders does. */
export async function clearWaiting(db: Sql, workspaceId: string, journeyId: string): Promise<void> {
  await db.sql(
    `update journeys j set waiting = (select s.waiting from journey_senders s where s.workspace_id = j.workspace_id
       and s.journey_id = j.id and s.waiting is not null limit 1)
     where j.workspace_id = $1::uuid and j.id = $2::uuid returning 1`,
    [workspaceId, journeyId],
  );
}

/** Senders whose last messages are gone, as with a person who was deleted, wait for nothing any more; nor do their journeys. */
export async function clearIdle(db: Sql): Promise<void> {
  await db.sql(
    `with idle as (
       update journey_senders s set waiting = null, outage = null, parked_until = null
       where s.waiting is not null and not exists (select 1 from journey_pending q
         where q.workspace_id = s.workspace_id and q.sender_id = s.id)
       returning s.workspace_id, s.journey_id, s.id)
     update journeys j set waiting = (select s.waiting from journey_senders s where s.workspace_id = j.workspace_id
       and s.journey_id = j.id and s.waiting is not null and s.id not in (select id from idle) limit 1)
     from (select distinct workspace_id, journey_id from idle) i
     where j.workspace_id = i.workspace_id and j.id = i.journey_id returning 1`,
  );
}

/** Senders that have a message to send and that nobody works on. */
export async function dueSenders(
  db: Pick<Db, "pool">,
  look: { now: Date; except: string[]; limit: number },
): Promise<{ workspaceId: string; id: string }[]> {
  return sqlOn(db.pool).sql(
    `select r.workspace_id::text as "workspaceId", r.id::text as id from journey_senders r
     join journeys j on j.workspace_id = r.workspace_id and j.id = r.journey_id and ${runs}
     where r.id <> all($2::uuid[]) and ${leaseIsFree}
       and (r.parked_until is null or r.parked_until <= $1::timestamptz)
       and exists (select 1 from journey_pending q where q.workspace_id = r.workspace_id and q.sender_id = r.id
         and q.due_at <= $1::timestamptz)
     order by r.heartbeat_at nulls first limit $3::int`,
    [look.now.toISOString(), look.except, look.limit],
  );
}

/** When the next message of a sender is due; null: it has none. */
export async function nextDue(
  db: Pick<Db, "pool">,
  workspaceId: string,
  senderId: string,
): Promise<Date | null> {
  const rows = await sqlOn(db.pool).sql<{ at: Date | null }>(
    "select min(due_at) as at from journey_pending where workspace_id = $1::uuid and sender_id = $2::uuid",
    [workspaceId, senderId],
  );
  return rows[0]?.at ?? null;
}
