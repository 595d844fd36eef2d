import type { Db } from "../db/client.ts";
import type { StoredCall } from "../events/stored-call.ts";
import type { Position } from "./position-store.ts";

/** A call of the event log with its place. */
export type LogCall = StoredCall & { tx: string; seq: string; personId: string };

const columns = `e.tx::text, e.seq::text, e.received_at as "receivedAt", e."timestamp", e.type, e.name,
  e.person_id as "personId", e.message_id as "messageId", e.user_id as "userId", e.anonymous_id as "anonymousId",
  e.properties, e.context, e.extras`;

type OfSource = { workspaceId: string; sourceId: string };

/** Calls of a source by their places, in the order of the places; those that are not of it are left out. */
export async function callsAt(
  db: Db,
  { workspaceId, sourceId }: OfSource,
  places: { tx: string; seq: string }[],
): Promise<LogCall[]> {
  const { rows } = await db.pool.query<LogCall>(
    `select ${columns} from unnest($2::bigint[], $3::bigint[]) with ordinality as k(tx, seq, n)
     cross join lateral (select * from events e where e.workspace_id = $1::uuid and e.tx = k.tx and e.seq = k.seq
       and e.source_id = $4::uuid limit 1) e order by k.n`,
    [workspaceId, places.map(({ tx }) => tx), places.map(({ seq }) => seq), sourceId],
  );
  return rows;
}

/** How much of the log's newest end is looked at for samples of what waits. */
const LOOKED_AT = 20_000;

/** The newest calls of a source behind a place. */
export async function callsBehind(
  db: Db,
  { workspaceId, sourceId }: OfSource,
  position: Position,
  limit: number,
): Promise<LogCall[]> {
  const { rows } = await db.pool.query<LogCall>(
    `select ${columns} from (select * from events e where e.workspace_id = $1::uuid
       and (e.tx, e.seq) > ($3::bigint, $4::bigint) order by e.tx desc, e.seq desc limit ${LOOKED_AT}) e
     where e.source_id = $2::uuid order by e.tx desc, e.seq desc limit $5::int`,
    [workspaceId, sourceId, String(position.tx), String(position.seq), limit],
  );
  return rows;
}

/**
 * The newest calls of the newest requests that a destination sent since `from`; with `retried`, of those that had to be
 * sent more than once. Requests know their calls by number alone. Numbers rise with transactions but for neighbours, so
 * the place of a request's last call is found by halving, and its calls lie around it.
 */
export async function callsSent(
  db: Db,
  { workspaceId, sourceId }: OfSource,
  sent: { destinationId: string; from: Date; retried: boolean; requests: number; limit: number },
): Promise<LogCall[]> {
  const { rows } = await db.pool.query<LogCall>(
    `with recursive newest as (
       select b.seqs, b.last_seq, b.at from (
         select * from destination_batches b where b.workspace_id = $1::uuid and b.destination_id = $2::uuid
         order by b.last_seq desc limit 5000) b
       where b.state = 'sent' and b.at >= $4::timestamptz and (not $5::boolean or b.retried > 0)
       order by b.at desc limit $6::int
     ), ends as materialized (
       select (select tx from events where workspace_id = $1::uuid order by tx limit 1) as low,
         (select tx from events where workspace_id = $1::uuid order by tx desc limit 1) as high
     ), halves(last_seq, low, high) as (
       select n.last_seq, e.low, e.high from newest n cross join ends e
       union all
       select h.last_seq, case when p.seq <= h.last_seq then m.middle else h.low end,
         case when p.seq <= h.last_seq then h.high else m.middle - 1 end
       from halves h cross join lateral (select (h.low + h.high + 1) / 2 as middle) m
       cross join lateral (select e.seq from events e where e.workspace_id = $1::uuid and e.tx >= m.middle
         order by e.tx, e.seq limit 1) p
       where h.low < h.high
     )
     select distinct on (e.tx, e.seq) ${columns} from newest n
     join halves h on h.last_seq = n.last_seq and h.low = h.high
     cross join lateral (
       (select * from events e where e.workspace_id = $1::uuid and e.tx <= h.low order by e.tx desc, e.seq desc limit 3000)
       union all
       (select * from events e where e.workspace_id = $1::uuid and e.tx > h.low order by e.tx, e.seq limit 500)
     ) e
     where e.source_id = $3::uuid and e.seq = any(n.seqs)
     order by e.tx desc, e.seq desc limit $7::int`,
    [workspaceId, sent.destinationId, sourceId, sent.from, sent.retried, sent.requests, sent.limit],
  );
  return rows;
}
