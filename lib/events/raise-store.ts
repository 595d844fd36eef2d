import { jsonbArray, textArray, timestampArray, uuidArray } from "../db/binary-arrays.ts";
import type { Sql } from "../db/queryable.ts";
import { OWN_SOURCE_ID } from "./own-source.ts";
import type { RaisedEvent } from "./raise-events.ts";

/**
 * Writes events of people that are known by their ids. Each person's row is held against merges (which wait, and then move what
 * is written here) and deletions; whoever was merged meanwhile is followed to the person they became, whoever was deleted gets
 * no event.
 */
export async function insertRaised(
  db: Sql,
  workspaceId: string,
  receivedAt: Date,
  events: readonly RaisedEvent[],
): Promise<void> {
  await db.sql(
    `with given as materialized (
       select distinct on (g.message_id) g.*
       from unnest($3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::jsonb[]) with ordinality
         as g(message_id, person_id, name, at, properties, n)
       order by g.message_id, g.n),
     held as materialized (
       select p.id, p.merged_into, p.user_id, p.anonymous_id from people p
       where p.workspace_id = $1::uuid and p.id = any(array(select distinct person_id from given))
       order by p.id for key share),
     become as materialized (
       select p.id, coalesce(p.merged_into, p.id) as is_now from people p
       where p.workspace_id = $1::uuid and p.id = any(array(select distinct merged_into from held where merged_into is not null))
       order by p.id for key share),
     known as materialized (
       select id, id as person_id, user_id, anonymous_id from held where merged_into is null
       union all
       select held.id, p.id, p.user_id, p.anonymous_id from held left join become on become.id = held.merged_into
       join people p on p.workspace_id = $1::uuid and p.id = coalesce(become.is_now, held.merged_into)
       where held.merged_into is not null),
     keys as (
       insert into event_keys (workspace_id, message_id, received_at)
       select $1::uuid, g.message_id, $2::timestamptz from given g join known k on k.id = g.person_id order by g.message_id
       on conflict do nothing returning message_id)
     insert into events (workspace_id, tx, received_at, "timestamp", type, name, person_id, source_id, message_id,
       user_id, anonymous_id, properties)
     select $1::uuid, pg_current_xact_id()::text::bigint, $2::timestamptz, g.at, 'track', g.name, k.person_id,
       '${OWN_SOURCE_ID}', g.message_id, k.user_id, case when k.user_id is null then k.anonymous_id end, g.properties
     from given g join keys on keys.message_id = g.message_id join known k on k.id = g.person_id order by g.n`,
    [
      workspaceId,
      receivedAt,
      textArray(events.map(({ messageId }) => messageId)),
      uuidArray(events.map(({ personId }) => personId)),
      textArray(events.map(({ name }) => name)),
      timestampArray(events.map(({ timestamp }) => timestamp)),
      jsonbArray(events.map(({ properties }) => JSON.stringify(properties))),
    ],
  );
}
