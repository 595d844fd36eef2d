import type { Sql } from "../../db/queryable.ts";

export type DeliveryKey = { personId: string; occasion: string };

/** What became of one message. `code` is empty where it was sent. */
export type Decided = DeliveryKey & {
  dueAt: Date;
  at: Date;
  status: "sent" | "failed" | "held";
  code: string;
  reason: string | null;
  eventTx: string | null;
  callId: string | null;
};

type Of = { workspaceId: string; campaignId: string; runId: string; channel: string };

type QueueKey = DeliveryKey & { dueAt: Date };

/** Keys of the queue as the arrays that statements take: people, occasions, when they are due. */
const queueKeys = (keys: QueueKey[]): [string[], string[], string[]] => [
  keys.map(({ personId }) => personId),
  keys.map(({ occasion }) => occasion),
  keys.map(({ dueAt }) => dueAt.toISOString()),
];

/** The first and the last place of keys in the queue, for `between`. */
function endsOf(keys: QueueKey[]): (string | null)[] {
  const places = keys.map(({ dueAt, personId }) => `${dueAt.toISOString()} ${personId}`).sort();
  return [places.at(0), places.at(-1)].flatMap((place) => place?.split(" ") ?? [null, null]);
}

/**
 * SQL: a row `q` lies between the ends that `endsOf` gives, in parameters from `first` on. PostgreSQL would otherwise read all
 * that waits in a run to find a chunk of it, as it cannot know how many keys an array holds.
 */
const between = (first: number): string =>
  `(q.due_at, q.person_id) >= ($${first}::timestamptz, $${first + 1}::uuid)
         and (q.due_at, q.person_id) <= ($${first + 2}::timestamptz, $${first + 3}::uuid)`;

/**
 * Writes verdicts down and takes what they speak of out of the queue. Of those that are not in it any more nothing is
 * written: somebody else decided about them. Resolves the keys of those that were.
 */
export async function decidePending(db: Sql, of: Of, decided: Decided[], now: Date): Promise<Set<string>> {
  const rows = await db.sql<{ key: string }>(
    `with given as materialized (
       select * from unnest($5::uuid[], $6::bigint[], $7::timestamptz[], $8::text[], $9::text[], $10::text[])
         as g(person_id, occasion, due_at, status, code, reason)),
     gone as (
       delete from campaign_pending q using given g
       where q.workspace_id = $1::uuid and q.run_id = $2::uuid and q.due_at = g.due_at and q.person_id = g.person_id
         and q.occasion = g.occasion and ${between(12)}
       returning q.person_id, q.occasion, q.at, q.event_tx, q.call_id, g.status, g.code, g.reason)
     insert into campaign_deliveries (workspace_id, run_id, person_id, occasion, campaign_id, channel, status, code,
       reason, at, decided_at, event_tx, call_id)
     select $1::uuid, $2::uuid, person_id, occasion, $3::uuid, $4, status, code, reason, at, $11::timestamptz, event_tx, call_id
     from gone on conflict do nothing
     returning person_id::text || '/' || occasion as key`,
    [
      of.workspaceId,
      of.runId,
      of.campaignId,
      of.channel,
      ...queueKeys(decided),
      decided.map(({ status }) => status),
      decided.map(({ code }) => code),
      decided.map(({ reason }) => reason),
      now.toISOString(),
      ...endsOf(decided),
    ],
  );
  return new Set(rows.map(({ key }) => key));
}

export const keyOf = ({ personId, occasion }: DeliveryKey): string => `${personId}/${occasion}`;

/** Writes verdicts about people who were never in the queue. Resolves the keys of those that are new. */
export async function insertDecided(db: Sql, of: Of, decided: Decided[], now: Date): Promise<Set<string>> {
  const rows = await db.sql<{ key: string }>(
    `insert into campaign_deliveries (workspace_id, run_id, person_id, occasion, campaign_id, channel, status, code,
       reason, at, decided_at, event_tx, call_id)
     select $1::uuid, $2::uuid, g.person_id, g.occasion, $3::uuid, $4, g.status, g.code, g.reason, g.at, $13::timestamptz,
       g.event_tx, g.call_id
     from unnest($5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::bigint[], $12::uuid[])
       as g(person_id, occasion, status, code, reason, at, event_tx, call_id)
     on conflict do nothing returning person_id::text || '/' || occasion as key`,
    [
      of.workspaceId,
      of.runId,
      of.campaignId,
      of.channel,
      decided.map(({ personId }) => personId),
      decided.map(({ occasion }) => occasion),
      decided.map(({ status }) => status),
      decided.map(({ code }) => code),
      decided.map(({ reason }) => reason),
      decided.map(({ at }) => at.toISOString()),
      decided.map(({ eventTx }) => eventTx),
      decided.map(({ callId }) => callId),
      now.toISOString(),
    ],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Counts verdicts, in the transaction that writes them; `by` -1 takes back those that no longer stand. */
export async function addCounts(
  db: Sql,
  of: Pick<Of, "workspaceId" | "campaignId" | "runId">,
  decided: Pick<Decided, "status" | "code">[],
  now: Date,
  by: 1 | -1 = 1,
): Promise<void> {
  const counts = new Map<string, { status: string; code: string; people: number }>();
  for (const { status, code } of decided) {
    const known = counts.get(`${status} ${code}`) ?? { status, code, people: 0 };
    known.people += by;
    counts.set(`${status} ${code}`, known);
  }
  const rows = [...counts.values()].sort((a, b) => (a.status + a.code < b.status + b.code ? -1 : 1));
  if (rows.length === 0) {
    return;
  }
  await db.sql(
    `insert into campaign_counts (workspace_id, campaign_id, run_id, hour, status, code, people)
     select $1::uuid, $2::uuid, $3::uuid, date_trunc('hour', $4::timestamptz), g.status, g.code, g.people
     from unnest($5::text[], $6::text[], $7::int[]) as g(status, code, people)
     on conflict (workspace_id, campaign_id, run_id, hour, status, code) do update
       set people = campaign_counts.people + excluded.people
     returning 1`,
    [
      of.workspaceId,
      of.campaignId,
      of.runId,
      now.toISOString(),
      rows.map(({ status }) => status),
      rows.map(({ code }) => code),
      rows.map(({ people }) => people),
    ],
  );
}

export type NewPending = DeliveryKey & {
  dueAt: Date;
  at: Date;
  eventTx: string | null;
  callId: string | null;
  same: string | null;
};

/** Puts people into the queue of a run. */
export async function insertPending(
  db: Sql,
  of: Pick<Of, "workspaceId" | "campaignId" | "runId">,
  pending: NewPending[],
): Promise<void> {
  if (pending.length === 0) {
    return;
  }
  await db.sql(
    `insert into campaign_pending (workspace_id, run_id, due_at, person_id, occasion, campaign_id, at, event_tx, call_id, same)
     select $1::uuid, $2::uuid, g.due_at, g.person_id, g.occasion, $3::uuid, g.at, g.event_tx, g.call_id, g.same
     from unnest($4::timestamptz[], $5::uuid[], $6::bigint[], $7::timestamptz[], $8::bigint[], $9::uuid[], $10::text[])
       as g(due_at, person_id, occasion, at, event_tx, call_id, same)
     on conflict do nothing returning 1`,
    [
      of.workspaceId,
      of.runId,
      of.campaignId,
      pending.map(({ dueAt }) => dueAt.toISOString()),
      pending.map(({ personId }) => personId),
      pending.map(({ occasion }) => occasion),
      pending.map(({ at }) => at.toISOString()),
      pending.map(({ eventTx }) => eventTx),
      pending.map(({ callId }) => callId),
      pending.map(({ same }) => same),
    ],
  );
}

/** Puts off messages that may not go out before another time. Resolves how many still were in the queue. */
export async function delayPending(
  db: Sql,
  of: Pick<Of, "workspaceId" | "runId">,
  delayed: (QueueKey & { until: Date })[],
): Promise<number> {
  if (delayed.length === 0) {
    return 0;
  }
  const rows = await db.sql(
    `update campaign_pending q set due_at = g.until, leaving = false
     from unnest($3::uuid[], $4::bigint[], $5::timestamptz[], $6::timestamptz[]) as g(person_id, occasion, due_at, until)
     where q.workspace_id = $1::uuid and q.run_id = $2::uuid and q.due_at = g.due_at and q.person_id = g.person_id
       and q.occasion = g.occasion and ${between(7)} returning 1`,
    [
      of.workspaceId,
      of.runId,
      ...queueKeys(delayed),
      delayed.map(({ until }) => until.toISOString()),
      ...endsOf(delayed),
    ],
  );
  return rows.length;
}

/** Notes that messages leave now: whoever finds them in the queue later does not know whether they arrived. */
export async function markLeaving(
  db: Sql,
  of: Pick<Of, "workspaceId" | "runId">,
  keys: QueueKey[],
): Promise<void> {
  await db.sql(
    `update campaign_pending q set leaving = true
     from unnest($3::uuid[], $4::bigint[], $5::timestamptz[]) as g(person_id, occasion, due_at)
     where q.workspace_id = $1::uuid and q.run_id = $2::uuid and q.due_at = g.due_at and q.person_id = g.person_id
       and q.occasion = g.occasion and ${between(6)} returning 1`,
    [of.workspaceId, of.runId, ...queueKeys(keys), ...endsOf(keys)],
  );
}

/** Takes back that messages leave: each of them was answered, and none that is still in the queue was taken. */
export async function clearLeaving(db: Sql, of: Pick<Of, "workspaceId" | "runId">): Promise<void> {
  await db.sql(
    `update campaign_pending set leaving = false where workspace_id = $1::uuid and run_id = $2::uuid and leaving returning 1`,
    [of.workspaceId, of.runId],
  );
}
