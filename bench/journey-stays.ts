import type pg from "pg";

type Fill = { people: number; node: string; waits: string; due: string | null };

/** Puts people `u-0` and on, who are made where they are missing, into a journey at a node. */
export async function fillStays(pool: Pick<pg.Pool, "query">, journeyId: string, fill: Fill): Promise<void> {
  const { people, node, waits, due } = fill;
  await pool.query(
    `with someone as (
       insert into people (workspace_id, id, user_id, properties, first_seen, last_seen)
       select j.workspace_id, gen_random_uuid(), 'u-' || n, '{"plan": "gold", "city": "Pune"}', now(), now()
       from journeys j cross join generate_series(0, $2::int - 1) n where j.id = $1::uuid
         and not exists (select 1 from identifiers i where i.workspace_id = j.workspace_id and i.kind = 'user_id' and i.value = 'u-' || n)
       returning workspace_id, id, user_id)
     insert into identifiers (workspace_id, kind, value, person_id)
     select workspace_id, 'user_id', user_id, id from someone`,
    [journeyId, people],
  );
  const [type, name] = waits.split(" ");
  const whereabouts = {
    ...{ node, since: "2026-03-10T12:00:00.000Z", visits: 2, hops: 0, onTimeout: null, state: null },
    ...{
      pause: due === null ? "wait" : "sleep",
      until: due,
      outcome: null,
      asked: null,
      last: null,
      clock: null,
    },
    for: due === null ? [{ type, name, key: null }] : [],
  };
  await pool.query("delete from journey_stays where journey_id = $1::uuid", [journeyId]);
  await pool.query("delete from journey_steps where journey_id = $1::uuid", [journeyId]);
  await pool.query(
    `insert into journey_stays (workspace_id, person_id, journey_id, round, key, version, node, whereabouts, waits, due_at,
       steps, entered_at)
     select p.workspace_id, p.id, j.id, 1, md5(p.id::text), j.version, $2, $3::jsonb, $4::text[], $5::timestamptz, 1, now()
     from journeys j join people p on p.workspace_id = j.workspace_id where j.id = $1::uuid`,
    [journeyId, node, JSON.stringify(whereabouts), due === null ? [waits] : [], due],
  );
  for (const table of ["journey_stays", "people", "identifiers"]) {
    await pool.query(`vacuum analyze ${table}`);
  }
}
