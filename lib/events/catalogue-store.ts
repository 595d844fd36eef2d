import type { Db } from "../db/client.ts";
import { holdsText, likeLiteral } from "../db/like.ts";
import type { Sql } from "../db/queryable.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { LogWindow } from "./log.ts";
import type { CallType, EventKind } from "./schema.ts";

/** Names and keys are index keys; an event whose keys are data must not fill the catalogue. */
const PROPERTY_CHARS = 200;
const MAX_PROPERTIES = 500;

/** Adds the events of a window to the catalogue's names. */
export async function learnNames(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
  systemNames: readonly string[],
): Promise<void> {
  await db.sql(
    `insert into event_definitions as d (workspace_id, type, name, kind, count, first_seen, last_seen)
     select $1::uuid, type, name, case when type = 'track' and name = any($4::text[]) then 'system' else 'custom' end,
       count(*), min("timestamp"), max("timestamp")
     from events where workspace_id = $1::uuid and tx >= $2::bigint and tx < $3::bigint
     group by type, name order by type, name
     on conflict (workspace_id, type, name) do update set count = d.count + excluded.count,
       first_seen = least(d.first_seen, excluded.first_seen), last_seen = greatest(d.last_seen, excluded.last_seen)
     returning 1`,
    [workspaceId, String(window.fromTx), String(window.toTx), systemNames],
  );
}

/**
 * Adds the top-level properties of a window's events: how often, of which JSON types, one value as a sample. Events that say the
 * same are looked into once: a campaign raises as many of them as it has people.
 */
export async function learnProperties(db: Sql, workspaceId: string, window: LogWindow): Promise<void> {
  await db.sql(
    `with alike as materialized (
       select type, name, properties, count(*) as n, max("timestamp") as last_seen from events
       where workspace_id = $1::uuid and tx >= $2::bigint and tx < $3::bigint group by type, name, properties),
     found as (
       select e.type, e.name, left(p.key, ${PROPERTY_CHARS}) as property, jsonb_typeof(p.value) as kind, sum(e.n) as n,
         max(left(p.value::text, 120)) as sample, max(e.last_seen) as last_seen
       from alike e cross join lateral jsonb_each(e.properties) p
       group by 1, 2, 3, 4),
     summed as (
       select type, name, property, jsonb_object_agg(kind, n) as types, sum(n) as n,
         coalesce(max(sample) filter (where kind <> 'null'), 'null') as sample, max(last_seen) as last_seen,
         row_number() over (partition by type, name order by sum(n) desc, property) as place
       from found group by type, name, property),
     known as (
       select type, name, count(*) as n from event_property_definitions
       where workspace_id = $1::uuid and (type, name) in (select type, name from summed) group by type, name)
     insert into event_property_definitions as d
       (workspace_id, type, name, property, types, count, sample, last_seen)
     select $1::uuid, s.type, s.name, s.property, s.types, s.n, s.sample, s.last_seen
     from summed s left join known k on k.type = s.type and k.name = s.name
     where s.place + coalesce(k.n, 0) <= ${MAX_PROPERTIES} or exists (select 1 from event_property_definitions x
       where x.workspace_id = $1::uuid and x.type = s.type and x.name = s.name and x.property = s.property)
     order by s.type, s.name, s.property
     on conflict (workspace_id, type, name, property) do update set
       types = (select jsonb_object_agg(key, n) from (
         select key, sum(value::numeric) as n from (
           select * from jsonb_each_text(d.types) union all select * from jsonb_each_text(excluded.types)) a
         group by key) b),
       count = d.count + excluded.count,
       sample = case when excluded.sample = 'null' then d.sample else excluded.sample end,
       last_seen = greatest(d.last_seen, excluded.last_seen)
     returning 1`,
    [workspaceId, String(window.fromTx), String(window.toTx)],
  );
}

export type DefinitionRow = {
  type: CallType;
  name: string;
  kind: EventKind;
  count: string;
  firstSeen: Date;
  lastSeen: Date;
};

const columns = `type, name, kind, count::text, first_seen as "firstSeen", last_seen as "lastSeen"`;

export type DefinitionFilter = {
  workspaceId: string;
  search: string | undefined;
  kind: EventKind | undefined;
  type: CallType | undefined;
};
export type DefinitionPosition = { count: string; type: string; name: string };

/** Names by how often they were seen, most frequent first, after `position`. */
export async function selectDefinitions(
  db: Db,
  filter: DefinitionFilter,
  position: DefinitionPosition | null,
  limit: number,
): Promise<DefinitionRow[]> {
  const { rows } = await db.pool.query<DefinitionRow>(
    `select ${columns} from event_definitions
     where workspace_id = $1 and ($2::text is null or ${holdsText("name", "$2")}) and ($3::text is null or kind = $3)
       and ($4::text is null or type = $4)
       and ($5::bigint is null or (-count, type, name) > (-$5::bigint, $6::text, $7::text))
     order by -count, type, name limit $8`,
    [
      filter.workspaceId,
      filter.search ? `%${likeLiteral(filter.search)}%` : null,
      filter.kind ?? null,
      filter.type ?? null,
      position?.count ?? null,
      position?.type ?? null,
      position?.name ?? null,
      limit,
    ],
  );
  return rows;
}

export async function selectDefinition(
  db: Db,
  workspaceId: string,
  type: CallType,
  name: string,
): Promise<DefinitionRow | null> {
  const { rows } = await db.pool.query<DefinitionRow>(
    `select ${columns} from event_definitions where workspace_id = $1 and type = $2 and name = $3`,
    [workspaceId, type, name],
  );
  return rows[0] ?? null;
}

export type PropertyRow = {
  property: string;
  types: Record<string, number>;
  count: string;
  sample: string;
  lastSeen: Date;
};

export async function selectProperties(
  db: Db,
  workspaceId: string,
  type: CallType,
  name: string,
): Promise<PropertyRow[]> {
  const { rows } = await db.pool.query<PropertyRow>(
    `select property, types, count::text, sample, last_seen as "lastSeen" from event_property_definitions
     where workspace_id = $1 and type = $2 and name = $3 order by count desc, property`,
    [workspaceId, type, name],
  );
  return rows;
}

export type SampleRow = {
  tx: string;
  seq: string;
  timestamp: Date;
  receivedAt: Date;
  personId: string;
  messageId: string;
  userId: string | null;
  anonymousId: string | null;
  properties: JsonObject;
  context: JsonObject;
};

/** The newest events of a name by when they happened; of another type only where one name has several. */
export async function selectSamples(
  db: Db,
  workspaceId: string,
  type: CallType,
  name: string,
  limit: number,
): Promise<SampleRow[]> {
  const { rows } = await db.pool.query<SampleRow>(
    `select * from (
       select tx::text, seq::text, type, "timestamp", received_at as "receivedAt", person_id as "personId",
         message_id as "messageId", user_id as "userId", anonymous_id as "anonymousId", properties, context
       from events where workspace_id = $1 and name = $2 order by "timestamp" desc, seq desc limit 1000) newest
     where type = $3 limit $4`,
    [workspaceId, name, type, limit],
  );
  return rows;
}
