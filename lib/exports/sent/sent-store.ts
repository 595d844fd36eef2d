import type { Db } from "../../db/client.ts";
import { eventTypes } from "../engine/event-columns.ts";
import type { RecordKey, RunSource } from "../run-settings.ts";

export type PersonEvent = {
  tx: string;
  seq: string;
  timestamp: Date;
  receivedAt: Date;
  type: string;
  name: string;
};

export type EventPlace = { timestamp: string; seq: string };

/** A person's events that an export can carry, newest first, after a place. */
export async function eventsOfPerson(
  db: Db,
  of: { workspaceId: string; personId: string; after: EventPlace | null; limit: number },
): Promise<PersonEvent[]> {
  const { rows } = await db.pool.query<PersonEvent>(
    `select tx::text, seq::text, "timestamp", received_at as "receivedAt", type, name from events
     where workspace_id = $1::uuid and person_id = $2::uuid and type in ${eventTypes}
       and ($3::timestamptz is null or "timestamp" <= $3)
       and ($3::timestamptz is null or "timestamp" < $3 or seq < $4::bigint)
     order by "timestamp" desc, seq desc limit $5::int`,
    [of.workspaceId, of.personId, of.after?.timestamp ?? null, of.after?.seq ?? null, of.limit],
  );
  return rows;
}

/** SQL: where a name stands among those that a run goes through in the order in which they were chosen; 0 where it takes all. */
const rankOf = (name: string) => `coalesce(array_position(case jsonb_typeof(r.settings->'names')
  when 'array' then array(select jsonb_array_elements_text(r.settings->'names')) end, ${name}), 0)`;

/** SQL: run `r` has dealt with event `e`: it is one of the run's, at or before the run's position. */
const dealtWith = `case r.settings->'source'->>'kind'
  when 'range' then e.timestamp >= (r.settings->'source'->>'from')::timestamptz
    and e.timestamp < (r.settings->'source'->>'to')::timestamptz
    and (${rankOf("e.name")}, e.name, e.timestamp, e.seq)
      <= (${rankOf("r.cursor->>'name'")}, r.cursor->>'name', (r.cursor->>'timestamp')::timestamptz, (r.cursor->>'seq')::bigint)
  when 'log' then (r.settings->'source'->>'receivedFrom' is null
      or e.received_at >= (r.settings->'source'->>'receivedFrom')::timestamptz)
    and (e.tx, e.seq) <= ((r.cursor->>'tx')::bigint, (r.cursor->>'seq')::bigint)
  else false end`;

/** Which runs have dealt with these events, retries aside: of each export the one run whose window holds the event. */
export async function runsOfEvents(
  db: Db,
  workspaceId: string,
  events: PersonEvent[],
): Promise<{ seq: string; runId: string }[]> {
  const { rows } = await db.pool.query<{ seq: string; runId: string }>(
    `select e.seq::text, r.id as "runId"
     from unnest($2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::text[])
       e(tx, seq, timestamp, received_at, name)
     join exports x on x.workspace_id = $1::uuid and x.data_type <> 'profiles'
       and (x.range_from is null or x.range_from <= e.timestamp) and (x.range_to is null or x.range_to > e.timestamp)
     cross join lateral (
       select r.id from export_runs r
       where r.workspace_id = $1::uuid and r.export_id = x.id and r.trigger <> 'retry' and r.cursor is not null
         and r.from_tx = (select max(m.from_tx) from export_runs m where m.workspace_id = $1::uuid
           and m.export_id = x.id and m.trigger <> 'retry' and m.from_tx <= e.tx)
         and e.tx < r.to_tx and (jsonb_typeof(r.settings->'names') = 'null' or r.settings->'names' ? e.name)
         and ${dealtWith}
       order by r.number limit 1
     ) r`,
    [
      workspaceId,
      events.map(({ tx }) => tx),
      events.map(({ seq }) => seq),
      events.map(({ timestamp }) => timestamp.toISOString()),
      events.map(({ receivedAt }) => receivedAt.toISOString()),
      events.map(({ name }) => name),
    ],
  );
  return rows;
}

/**
 * Runs of profiles that have dealt with a person: all of those of everybody in which they were known already, and of those
 * of changed people the one whose window holds the last change (a person's earlier changes are not kept). `changedTx` is
 * null where the profile has changed since it was sent.
 */
export async function runsOfProfile(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<{ runId: string; changedTx: string | null }[]> {
  const { rows } = await db.pool.query<{ runId: string; changedTx: string | null }>(
    `select r.id as "runId", case when p.changed_tx < r.to_tx then p.changed_tx::text end as "changedTx" from people p
     join exports x on x.workspace_id = $1::uuid and x.data_type = 'profiles'
     join export_runs r on r.workspace_id = $1::uuid and r.export_id = x.id and r.cursor is not null
     where p.workspace_id = $1::uuid and p.id = $2::uuid and case r.settings->'source'->>'kind'
       when 'all_people' then p.id <= (r.cursor->>'id')::uuid and (p.changed_tx < r.to_tx or exists (
           select 1 from identifiers i where i.workspace_id = $1::uuid and i.person_id = p.id and i.created_at < r.started_at))
       when 'changed_people' then p.changed_tx >= r.from_tx and p.changed_tx < r.to_tx
         and (p.changed_tx, p.id) <= ((r.cursor->>'tx')::bigint, (r.cursor->>'id')::uuid)
       else false end
     order by r.id desc limit 200`,
    [workspaceId, personId],
  );
  return rows;
}

export type SentRun = {
  id: string;
  number: number;
  exportId: string;
  source: RunSource["kind"];
  cursor: RecordKey | null;
  partner: string;
  nickname: string;
};

/** What is to be said of these runs. */
export async function sentRuns(db: Db, workspaceId: string, ids: string[]): Promise<SentRun[]> {
  const { rows } = await db.pool.query<SentRun>(
    `select r.id, r.number, r.export_id as "exportId", r.settings->'source'->>'kind' as source, r.cursor, x.partner,
       c.nickname
     from export_runs r
     join exports x on x.workspace_id = r.workspace_id and x.id = r.export_id
     join connections c on c.workspace_id = x.workspace_id and c.id = x.connection_id
     where r.workspace_id = $1::uuid and r.id = any($2::uuid[])`,
    [workspaceId, ids],
  );
  return rows;
}
