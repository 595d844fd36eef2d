import type { Queryable } from "../db/queryable.ts";
import type { OwnedIdentifier } from "../people/decide-identities.ts";
import type { Call } from "./call.ts";

export type EventRow = Call & { personId: string };
/** A person whose first or last sight lies outside what is stored. */
export type Sighting = { personId: string; first: Date; last: Date };

export type EventWrite = {
  workspaceId: string;
  sourceId: string;
  receivedAt: Date;
  rows: readonly EventRow[];
  /** what the rows' people rest on; nothing is written unless all of it still holds */
  guard: readonly OwnedIdentifier[];
  sightings: readonly Sighting[];
};

export type EventsWritten = {
  /** how many of the guard held; fewer than given: nothing was written */
  held: number;
  /** messageIds that were new */
  fresh: string[];
};

/*
 * One statement, so that the usual request costs one round trip and one commit:
 * - `held` takes the identifiers FOR SHARE in one order; a merge in progress is waited for and then seen.
 * - `keys` de-duplicates on messageId, again in one order, or batches that share ids would deadlock.
 * - `seen` skips people whom another request is touching: a sight of them is noted there.
 */
const writeSql = `with held as materialized (
    select i.person_id from unnest($4::text[], $5::text[], $6::uuid[]) as g(kind, value, person_id)
    cross join lateral (select i.person_id from identifiers i
      where i.workspace_id = $1 and i.kind = g.kind and i.value = g.value limit 1 for share) i
    where i.person_id = g.person_id),
  keys as (
    insert into event_keys (workspace_id, message_id, received_at)
    select $1, k, $3 from unnest($7::text[]) as k where (select count(*) from held) = cardinality($4::text[])
    on conflict do nothing returning message_id),
  written as (
    insert into events (workspace_id, tx, received_at, "timestamp", type, name, person_id, source_id, message_id,
      user_id, anonymous_id, properties, context, extras)
    select $1, (select pg_current_xact_id()::text::bigint), $3, e.at, e.type, e.name, e.person_id, $2, e.message_id,
      e.user_id, e.anonymous_id, e.properties::jsonb, e.context::jsonb, e.extras::jsonb
    from unnest($8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::uuid[], $13::text[], $14::text[],
      $15::text[], $16::text[], $17::text[]) with ordinality
      as e(message_id, at, type, name, person_id, user_id, anonymous_id, properties, context, extras, n)
    join keys on keys.message_id = e.message_id
    order by e.n),
  seen as (
    update people p set first_seen = least(p.first_seen, s.first), last_seen = greatest(p.last_seen, s.last)
    from (select u.* from unnest($18::uuid[], $19::timestamptz[], $20::timestamptz[]) as u(id, first, last)
      cross join lateral (select 1 from people l where l.workspace_id = $1 and l.id = u.id
        and (select count(*) from keys) > 0 limit 1 for no key update skip locked) l) s
    where p.workspace_id = $1 and p.id = s.id)
  select (select count(*) from held)::int as held, array(select message_id from keys) as fresh`;

/** Writes a batch's events and their keys. `rows` hold each messageId once. */
export async function writeEvents(client: Queryable, write: EventWrite): Promise<EventsWritten> {
  const { rows, sightings } = write;
  const guard = [...write.guard].sort((a, b) =>
    a.kind === b.kind ? compare(a.value, b.value) : compare(a.kind, b.kind),
  );
  const { rows: answer } = await client.query<EventsWritten>({
    name: "events.write",
    text: writeSql,
    values: [
      write.workspaceId,
      write.sourceId,
      write.receivedAt,
      guard.map((item) => item.kind),
      guard.map((item) => item.value),
      guard.map((item) => item.personId),
      rows.map((row) => row.messageId).sort(compare),
      rows.map((row) => row.messageId),
      rows.map((row) => row.timestamp.toISOString()),
      rows.map((row) => row.type),
      rows.map((row) => row.name),
      rows.map((row) => row.personId),
      rows.map((row) => row.userId),
      rows.map((row) => row.anonymousId),
      rows.map((row) => row.properties),
      rows.map((row) => row.context),
      rows.map((row) => row.extras),
      sightings.map((item) => item.personId),
      sightings.map((item) => item.first.toISOString()),
      sightings.map((item) => item.last.toISOString()),
    ],
  });
  return answer[0] ?? { held: 0, fresh: [] };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
