import type { Sql } from "../../db/queryable.ts";
import type { LogWindow } from "../../events/log.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { Received } from "../engine/stay.ts";
import { ANY_EVENT, PROFILE } from "../engine/version.ts";

export type PersonEvent = Received & { personId: string };

type Row = {
  personId: string;
  tx: string;
  type: Received["type"];
  name: string;
  properties: JsonObject;
  context: JsonObject;
  timestamp: Date;
  receivedAt: Date;
};

const columns = `e.person_id::text as "personId", e.tx::text as tx, e.type, e.name, e.properties, e.context, e.timestamp,
  e.received_at as "receivedAt"`;
const eventOf = ({ timestamp, receivedAt, ...row }: Row): PersonEvent => ({
  at: timestamp.toISOString(),
  received: receivedAt.toISOString(),
  ...row,
});

/*
 * Statements that every window asks are planned once a connection, without knowing how little a window holds (`unseen`). People
 * of a window are looked up one by one: `limit` keeps PostgreSQL from reading all stays of the workspace into a hash for it.
 */
const [from, to] = ["(select $2::bigint)", "(select $3::bigint)"];

/**
 * Events of a window, in their order, of people to whom one of them may mean something: it is one with which people enter, one
 * that they wait for where they are, or it came after the time that leads them on to where they would wait for it. All of
 * theirs, as the next may mean something where the first leads them.
 */
export async function eventsInWindow(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
  beginsBy: readonly string[],
): Promise<PersonEvent[]> {
  const rows = await db.sql<Row>(
    `with seen as materialized (
       select e.person_id, e.tx, e.seq, e.type, e.name, e.properties, e.context, e.timestamp, e.received_at
       from events e where e.workspace_id = $1::uuid and e.tx >= ${from} and e.tx < ${to}
         and e.type in ('track', 'page', 'screen')),
     meant as materialized (
       select distinct e.person_id from seen e
       where e.type || ' ' || e.name = any($4::text[]) or e.type || ' *' = any($4::text[]) or (
         select true from journey_stays s where s.workspace_id = $1::uuid and s.person_id = e.person_id and s.ended_at is null
           and (s.waits && array[e.type || ' ' || e.name, e.type || ' *', '${ANY_EVENT}'] or s.due_at <= e.received_at)
           limit 1) is not null)
     select ${columns} from seen e join meant on meant.person_id = e.person_id order by e.tx, e.seq`,
    [workspaceId, String(window.fromTx), String(window.toTx), beginsBy],
  );
  return rows.map(eventOf);
}

/** Of one stay: whoever reads pages all day has thousands, of which the first that fits moves them. */
const MOST_BEFORE = 1_000;

/**
 * What people did before a window that they wait for where they are in a journey, in its order and one for each journey. For those
 * whom other profiles became in it: what those did was followed as somebody else's. What counted in a stay of theirs is left out.
 */
export async function eventsBefore(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
  people: readonly string[],
): Promise<(PersonEvent & { journeyId: string })[]> {
  const rows = await db.sql<Row & { journeyId: string }>(
    `with waiting as materialized (
       select s.person_id, s.journey_id, s.waits, least(s.entered_at, (s.whereabouts ->> 'since')::timestamptz) as since
       from journey_stays s where s.workspace_id = $1::uuid and s.person_id = any($3::uuid[]) and s.ended_at is null
         and cardinality(s.waits) > 0)
     select ${columns}, w.journey_id::text as "journeyId" from waiting w cross join lateral (
       select e.* from events e where e.workspace_id = $1::uuid and e.person_id = w.person_id and e.tx < $2::bigint
         and e.type in ('track', 'page', 'screen') and e.received_at >= w.since and e.timestamp >= w.since - interval '1 day'
         and (e.type || ' ' || e.name = any(w.waits) or e.type || ' *' = any(w.waits))
         and not exists (select 1 from journey_stays o where o.workspace_id = $1::uuid and o.person_id = w.person_id
           and o.journey_id = w.journey_id and o.entered_at <= e.received_at and o.ended_at >= e.received_at)
       order by e.tx, e.seq limit ${MOST_BEFORE}) e
     order by e.tx, e.seq`,
    [workspaceId, String(window.fromTx), people],
  );
  return rows.map((row) => ({ journeyId: row.journeyId, ...eventOf(row) }));
}

/** Profiles that a window changed, of those that became others (`into`) or that somebody in a journey waits by. */
export async function changedInWindow(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
): Promise<{ id: string; into: string | null }[]> {
  return db.sql(
    `select p.id::text as id, p.merged_into::text as into from people p
     where p.workspace_id = $1::uuid and p.changed_tx >= ${from} and p.changed_tx < ${to}
       and (p.merged_into is not null or (select true from journey_stays s where s.workspace_id = $1::uuid
         and s.person_id = p.id and s.ended_at is null and s.waits @> array['${PROFILE}'] limit 1) is not null)`,
    [workspaceId, String(window.fromTx), String(window.toTx)],
  );
}

/**
 * Profiles that became those whom events of a window are of now, whenever they did, and have stays of their own still: events
 * change hands at once, also those before the merge in the log, and stays when its window is read.
 */
export async function becameInWindow(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
): Promise<{ id: string; into: string }[]> {
  return db.sql(
    `with recursive seen as materialized (
       select distinct e.person_id as id from events e where e.workspace_id = $1::uuid and e.tx >= ${from} and e.tx < ${to}),
     was as (
       select g.from_id as id from seen s cross join lateral (
         select m.from_id from person_merges m where m.workspace_id = $1::uuid and m.into_id = s.id offset 0) g
       union
       select g.from_id from was w cross join lateral (
         select m.from_id from person_merges m where m.workspace_id = $1::uuid and m.into_id = w.id offset 0) g)
     select p.id::text as id, p.merged_into::text as into from was w cross join lateral (
       select p.id, p.merged_into from people p where p.workspace_id = $1::uuid and p.id = w.id offset 0) p
     where p.merged_into is not null and (
       select true from journey_stays s where s.workspace_id = $1::uuid and s.person_id = p.id limit 1) is not null`,
    [workspaceId, String(window.fromTx), String(window.toTx)],
  );
}

/**
 * Of people whose profiles a window changed, those whose dates may be others now: some have one, by what their profiles call
 * it (`roots`), others wait before one of these journeys.
 */
export async function datesInWindow(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
  of: { journeys: readonly string[]; roots: readonly string[] },
): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `select p.id::text as id from people p
     where p.workspace_id = $1::uuid and p.changed_tx >= $2::bigint and p.changed_tx < $3::bigint and p.merged_into is null
       and (p.properties ?| $5::text[] or (select true from journey_stays s where s.workspace_id = $1::uuid
         and s.person_id = p.id and s.journey_id = any($4::uuid[]) and s.ended_at is null and s.entered_at is null
         limit 1) is not null)`,
    [workspaceId, String(window.fromTx), String(window.toTx), of.journeys, of.roots],
  );
  return rows.map(({ id }) => id);
}

/** When the first event behind a window was received; now, where there is none yet. */
export async function comesBehind(
  db: Sql,
  workspaceId: string,
  { toTx }: LogWindow,
  now: Date,
): Promise<Date> {
  const [row] = await db.sql<{ at: Date }>(
    `select e.received_at as at from events e where e.workspace_id = $1::uuid and e.tx >= $2::bigint
     order by e.tx, e.seq limit 1`,
    [workspaceId, String(toTx)],
  );
  return row && row.at < now ? row.at : now;
}

/** Workspaces whose journeys events may mean something to. */
export async function livingWorkspaces(db: Sql): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    "select distinct workspace_id::text as id from journeys where status in ('RUNNING', 'PAUSED', 'SCHEDULED') and version is not null",
  );
  return rows.map(({ id }) => id);
}
