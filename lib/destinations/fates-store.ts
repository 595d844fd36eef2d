import type { Db } from "../db/client.ts";

/** What the books hold of a call at a destination: the newest row of the ledger, and the newest request that took it. */
export type Booked = {
  destinationId: string;
  seq: string;
  verdict: string | null;
  code: string | null;
  reason: string | null;
  decidedAt: Date | null;
  /** the decision was one of a replay or retry */
  decidedByReplay: boolean;
  retriedIn: string | null;
  retryStatus: string | null;
  discardedAt: Date | null;
  request: unknown;
  said: unknown;
  sentAt: Date | null;
  sentByReplay: boolean;
  httpStatus: number | null;
  answer: unknown;
  tookMs: number | null;
  attempts: number | null;
};

/**
 * Requests that may hold a number lie right behind it in the order of their last number: those of one page, and the few
 * between whose page the log's order differs from the numbers'.
 */
const NEAR = 1_000;

const holding = (name: string, replayed: boolean) => `
  left join lateral (
    select b.at, b.http_status, b.answer, b.took_ms, b.attempts from (
      select * from destination_batches b where b.workspace_id = $1::uuid and b.destination_id = a.destination_id
        and b.last_seq >= a.seq and b.replay_id is ${replayed ? "not null" : "null"} order by b.last_seq limit ${NEAR}) b
    where b.first_seq <= a.seq and b.state = 'sent' and a.seq = any(b.seqs) order by b.at desc limit 1
  ) ${name} on true`;

/** What the books hold of these calls at each of these destinations, in one statement; in no order. */
export async function bookedOf(
  db: Db,
  of: { workspaceId: string; destinationIds: string[]; seqs: string[] },
): Promise<Booked[]> {
  const { rows } = await db.pool.query<Booked>(
    `with asked as (
       select d.id as destination_id, s.seq from unnest($2::uuid[]) d(id) cross join unnest($3::bigint[]) s(seq)
     )
     select a.destination_id as "destinationId", a.seq::text, l.verdict, l.code, l.reason, l.at as "decidedAt",
       own.id is not null as "decidedByReplay", l.retried_in as "retriedIn", r.status as "retryStatus",
       l.discarded_at as "discardedAt", l.request, l.answer as said,
       b.at as "sentAt", coalesce(b.replayed, false) as "sentByReplay", b.http_status as "httpStatus", b.answer,
       b.took_ms as "tookMs", b.attempts
     from asked a
     left join lateral (select * from ledger_entries l where l.workspace_id = $1::uuid
       and l.origin_id = a.destination_id and l.event_seq = a.seq order by l.id desc limit 1) l on true
     left join destination_replays r on r.workspace_id = $1::uuid and r.id = l.retried_in
     left join destination_replays own on own.workspace_id = $1::uuid and own.id = l.run_id
     ${holding("live", false)}
     ${holding("again", true)}
     left join lateral (
       select * from (values (live.at, live.http_status, live.answer, live.took_ms, live.attempts, false),
         (again.at, again.http_status, again.answer, again.took_ms, again.attempts, true))
         as v(at, http_status, answer, took_ms, attempts, replayed)
       where v.at is not null order by v.at desc limit 1
     ) b on true`,
    [of.workspaceId, of.destinationIds, of.seqs],
  );
  return rows;
}
