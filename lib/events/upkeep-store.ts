import type { Db } from "../db/client.ts";
import type { Queryable } from "../db/queryable.ts";

/** Makes the event tables of this and the coming months where they are missing. Returns how many were made. */
export async function ensureEventPartitions(db: Db, monthsAhead: number): Promise<number> {
  const [row] = await db.sql<{ made: number }>(`select junction_ensure_event_partitions($1::int) as made`, [
    monthsAhead,
  ]);
  return row?.made ?? 0;
}

/**
 * PostgreSQL looks at what the months' tables hold by itself, and never at the table that they make up together, which is
 * what is asked: it would guess how many people there are among the events. Does nothing while its last look is younger
 * than `hours` and found half of what there is now, whoever took it.
 */
export async function analyseEvents(pool: Queryable, hours: number): Promise<boolean> {
  const { rows } = await pool.query<{ old: boolean }>(
    `select coalesce(s.last_analyze < now() - make_interval(hours => $1::int), true)
       or (select sum(m.n_live_tup) from pg_inherits i join pg_stat_user_tables m on m.relid = i.inhrelid
           where i.inhparent = s.relid) > 2 * greatest(t.reltuples, 0) + 1000 as old
     from pg_stat_user_tables s join pg_class t on t.oid = s.relid where s.relid = 'events'::regclass`,
    [hours],
  );
  if (!rows[0]?.old) {
    return false;
  }
  await pool.query("analyze events");
  return true;
}
