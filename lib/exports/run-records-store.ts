import type { Db, Querying } from "../db/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { RecordKey, RunSource } from "./run-settings.ts";

/** SQL: a place of a source as values that compare as its reader orders them; chosen names go in the order of `names`. */
const places: Record<RunSource["kind"], (key: string) => string> = {
  range: (key) =>
    `(coalesce(array_position(r.names, ${key}->>'name'), 0), ${key}->>'name', (${key}->>'timestamp')::timestamptz, (${key}->>'seq')::bigint)`,
  log: (key) => `((${key}->>'tx')::bigint, (${key}->>'seq')::bigint)`,
  all_people: (key) => `((${key}->>'id')::uuid)`,
  changed_people: (key) => `((${key}->>'tx')::bigint, (${key}->>'id')::uuid)`,
  retry: (key) => `((${key}->>'entry')::uuid)`,
};

/**
 * The batch that carried each record: its number and when the partner's answer was booked; nulls where there is none.
 * A run numbers its batches in the order of its source, without gaps: about 17 look-ups find one among 100,000. Batches
 * before `from` are passed over.
 */
export async function batchesOf(
  db: Db,
  workspaceId: string,
  source: RunSource["kind"],
  records: { runId: string; key: RecordKey }[],
  from = 1,
): Promise<{ number: number | null; at: Date | null }[]> {
  const place = places[source];
  const { rows } = await db.pool.query<{ number: number | null; at: Date | null }>(
    `with runs as materialized (
       select id, case jsonb_typeof(settings->'names')
         when 'array' then array(select jsonb_array_elements_text(settings->'names')) end as names
       from export_runs where workspace_id = $1::uuid and id = any($2::uuid[])
     )
     select b.number, b.at from unnest($2::uuid[], $3::jsonb[]) with ordinality k(run_id, key, n)
     join runs r on r.id = k.run_id
     left join lateral (
       with recursive halves(low, high) as (
         select least($4::int, max(number)), max(number) from export_batches
         where workspace_id = $1::uuid and run_id = k.run_id
         union all
         select case when ${place("k.key")} <= ${place("b.last_key")} then h.low else m.middle + 1 end,
           case when ${place("k.key")} <= ${place("b.last_key")} then m.middle else h.high end
         from halves h cross join lateral (select (h.low + h.high) / 2 as middle) m
         join export_batches b on b.workspace_id = $1::uuid and b.run_id = k.run_id and b.number = m.middle
         where h.low < h.high
       ) select low as number from halves where low = high limit 1
     ) f on true
     left join export_batches b on b.workspace_id = $1::uuid and b.run_id = k.run_id and b.number = f.number
       and ${place("k.key")} between ${place("b.first_key")} and ${place("b.last_key")}
     order by k.n`,
    [workspaceId, records.map(({ runId }) => runId), records.map(({ key }) => JSON.stringify(key)), from],
  );
  return rows;
}

/** When these events happened, by `tx-seq`. */
export async function eventTimes(
  db: Db,
  workspaceId: string,
  events: { tx: string; seq: string }[],
): Promise<Map<string, string>> {
  const { rows } = await db.pool.query<{ key: string; timestamp: Date }>(
    `select e.tx::text || '-' || e.seq::text as key, e.timestamp from unnest($2::bigint[], $3::bigint[]) k(tx, seq)
     join events e on e.workspace_id = $1::uuid and e.tx = k.tx and e.seq = k.seq`,
    [workspaceId, events.map(({ tx }) => tx), events.map(({ seq }) => seq)],
  );
  return new Map(rows.map((row) => [row.key, row.timestamp.toISOString()]));
}

/** Names of events that hold `text`, upper and lower case alike, found by jumping along the index from name to name. */
export async function namesLike(connection: Querying, workspaceId: string, text: string): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `with recursive names as (
       (select name from events where workspace_id = $1::uuid order by name limit 1)
       union all
       select (select e.name from events e where e.workspace_id = $1::uuid and e.name > names.name order by e.name limit 1)
       from names where names.name is not null
     ) select name from names where name ilike $2`,
    [workspaceId, `%${likeLiteral(text)}%`],
  );
  return rows.map((row) => row.name);
}
