import type { Queryable } from "./queryable.ts";

/** Tables below this are read whole as quickly as by an index. */
const SMALL_PAGES = 16;

/**
 * Takes new statistics of tables that have become more than twice as large as when PostgreSQL last looked at them, and
 * resolves their names. It looks by itself once a minute, and a statement that a connection has planned for a table of
 * no rows is carried out in that way until then, however many rows there are by now.
 */
export async function analyseGrown(pool: Queryable): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'r' and c.relpersistence = 'p' and c.relnamespace = current_schema()::regnamespace
       and pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * c.relpages + $1::int
       and pg_has_role(c.relowner, 'usage')
     order by 1`,
    [SMALL_PAGES],
  );
  const names = rows.map(({ name }) => name);
  if (names.length > 0) {
    // Whoever cleans one of them up just now looks at it too.
    await pool.query(`analyze (skip_locked) ${names.join(", ")}`);
  }
  return names;
}
