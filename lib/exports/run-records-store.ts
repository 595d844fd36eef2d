import type { Db, Querying } from "../db/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { RecordKey, RunSource } from "./run-settings.ts";

/** SQL: a place of a source as values that compare as its reader orders them. */
const places: Record<RunSource["kind"], (key: string) => string> = {
  range: (key) => `(${key}->>'name', (${key}->>'timestamp')::timestamptz, (${key}->>'seq')::bigint)`,
  log: (key) => `((${key}->>'tx')::bigint, (${key}->>'seq')::bigint)`,
  all_people: (key) => `((${key}->>'id')::uuid)`,
  changed_people: (key) => `((${key}->>'tx')::bigint, (${key}->>'id')::uuid)`,
  retry: (key) => `((${key}->>'entry')::uuid)`,
};

/**
 * The batch that carried each record of a run: its number and when the partner's answer was booked; null where there is
 * none. Keys in the order of the source; batches before `from` are passed over, so that paging on costs no more than
 * the first page.
 */
export async function batchesOf(
  db: Db,
  run: { workspaceId: string; runId: string; source: RunSource["kind"]; from: number },
  keys: RecordKey[],
): Promise<{ number: number | null; at: Date | null }[]> {
  const place = places[run.source];
  const { rows } = await db.pool.query<{ number: number | null; at: Date | null }>(
    `select b.number, b.at from unnest($4::jsonb[]) with ordinality k(key, n) left join lateral (
       select number, at from export_batches b
       where b.workspace_id = $1::uuid and b.run_id = $2::uuid and b.number >= $3::int
         and ${place("k.key")} between ${place("b.first_key")} and ${place("b.last_key")}
       order by b.number limit 1) b on true order by k.n`,
    [run.workspaceId, run.runId, run.from, keys.map((key) => JSON.stringify(key))],
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
