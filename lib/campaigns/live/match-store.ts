import type { Sql } from "../../db/queryable.ts";
import type { LogWindow } from "../../events/log.ts";
import { allProfiles } from "../../people/all-profiles.ts";
import type { EventsAsked, PropertyPath } from "../../segments/definition.ts";
import { scopeAt } from "../../segments/scope.ts";
import { eventsAsked } from "../../segments/sql/event-rows.ts";
import { heldTexts, valueAt } from "../../segments/sql/property-sql.ts";
import { type Scope, sqlValues } from "../../segments/sql/sql-values.ts";
import { worthSql } from "../../segments/sql/worth-sql.ts";
import type { Decided } from "../engine/delivery-store.ts";
import { HELD_BETWEEN } from "../held-values.ts";

/** SQL: what stands between values in `same`, as `heldIn` reads it. */
const BETWEEN = `chr(${HELD_BETWEEN.charCodeAt(0)})`;

type At = { workspaceId: string; now: Date; zone: string; window: LogWindow };
type Run = { runId: string; campaignId: string; fromTx: string };

/** Which events a window holds: what asks for none of them need not look. */
export async function namesInWindow(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
): Promise<{ type: string; name: string }[]> {
  return db.sql(
    `select distinct type, name from events where workspace_id = $1::uuid and tx >= $2::bigint and tx < $3::bigint`,
    [workspaceId, String(window.fromTx), String(window.toTx)],
  );
}

function scopeFor({ workspaceId, now, zone }: At): Scope {
  const values = sqlValues([workspaceId]);
  return scopeAt({ values, moment: { now, zone }, referred: new Map(), only: null });
}

/** SQL: rows `e` of the log that a window holds from a transaction on, and that are asked for. */
function windowed(scope: Scope, { window }: At, fromTx: string, asked: EventsAsked): string {
  const from = BigInt(fromTx) > window.fromTx ? fromTx : String(window.fromTx);
  const { values } = scope;
  return [
    `e.tx >= ${values.add(from, "bigint")} and e.tx < ${values.add(String(window.toTx), "bigint")}`,
    ...eventsAsked(asked, "e", scope),
  ].join(" and ");
}

const heldOf = (path: PropertyPath, values: Scope["values"]): string =>
  heldTexts(valueAt("e.properties", path, values));

/** SQL: the constant property's values of an event `e` as `heldIn` reads them, null where there is none. */
function sameOf(path: PropertyPath, values: Scope["values"]): string {
  const all = `${BETWEEN} || array_to_string(t.held, ${BETWEEN}) || ${BETWEEN}`;
  return `(select case cardinality(t.held) when 0 then null when 1 then t.held[1] else ${all} end
    from (select ${heldOf(path, values)} as held) t)`;
}

/** SQL: an event `e` is of the same thing as the event that somebody `q` waits since: one value stands in both. */
const isSame = (path: PropertyPath, values: Scope["values"]): string =>
  `exists (select 1 from unnest(${heldOf(path, values)}) t(held)
    where t.held = q.same or strpos(q.same, ${BETWEEN} || t.held || ${BETWEEN}) > 0)`;

/**
 * SQL: an event `e` came soon after it was done (contracts §1.4): what a phone kept for a day, or an import brings, makes
 * nobody a recipient. Counted from its receipt, so that a worker that was away misses none.
 */
const isFresh = `e.timestamp >= e.received_at - interval '2 hours' and e.timestamp <= e.received_at + interval '2 minutes'`;

/**
 * SQL: the people of rows `e`, each with the ids that a queue or a ledger may know them by: what was written under a profile
 * keeps its id when that merges into another, and events follow the person.
 */
const peopleOf = (rows: string, scope: Scope): string =>
  `select k.person_id, ${allProfiles("k.person_id", scope.workspace)} as ids
     from (select distinct e.person_id from ${rows} e) k`;

/** Puts everybody who did it in a window into the queue, once for each time. Resolves how many. */
export async function queueActions(
  db: Sql,
  at: At,
  run: Run,
  given: { asked: EventsAsked; delayMs: number },
): Promise<number> {
  const scope = scopeFor(at);
  const where = windowed(scope, at, run.fromTx, given.asked);
  const { values } = scope;
  const rows = await db.sql(
    `insert into campaign_pending (workspace_id, run_id, due_at, person_id, occasion, campaign_id, at, event_tx)
     select e.workspace_id, ${values.add(run.runId, "uuid")},
       ${values.add(at.now.toISOString(), "timestamptz")} + make_interval(secs => ${values.add(given.delayMs / 1_000, "float8")}),
       e.person_id, e.seq, ${values.add(run.campaignId, "uuid")}, least(e.timestamp, ${values.add(at.now.toISOString(), "timestamptz")}), e.tx
     from events e where ${where} and ${isFresh} and e.person_id is not null on conflict do nothing returning 1`,
    values.all,
  );
  return rows.length;
}

/**
 * Puts everybody who did it into the queue for when their time will be over, unless they wait in it already: the first time
 * counts. With `same`, once for each value of that property. Resolves how many.
 */
export async function queueInactions(
  db: Sql,
  at: At,
  run: Run,
  given: { asked: EventsAsked; withinMs: number; delayMs: number; same: PropertyPath | null },
): Promise<number> {
  const scope = scopeFor(at);
  const where = windowed(scope, at, run.fromTx, given.asked);
  const { values } = scope;
  const same = given.same ? sameOf(given.same, values) : "null::text";
  const after = values.add((given.withinMs + given.delayMs) / 1_000, "float8");
  const now = values.add(at.now.toISOString(), "timestamptz");
  const runId = values.add(run.runId, "uuid");
  const rows = await db.sql(
    `with f as materialized (
       select e.*, ${same} as same from events e where ${where} and ${isFresh} and e.person_id is not null),
     people as materialized (${peopleOf("f", scope)}),
     waiting as materialized (
       select p.person_id, q.same from people p cross join lateral (select q.same from campaign_pending q
         where q.workspace_id = ${scope.workspace} and q.person_id = any(p.ids) and q.run_id = ${runId}
           and q.event_tx is not null) q)
     insert into campaign_pending (workspace_id, run_id, due_at, person_id, occasion, campaign_id, at, event_tx, same)
     select distinct on (f.person_id, f.same) f.workspace_id, ${runId},
       greatest(least(f.timestamp, ${now}) + make_interval(secs => ${after}), ${now}), f.person_id, f.seq,
       ${values.add(run.campaignId, "uuid")}, least(f.timestamp, ${now}), f.tx, f.same
     from f where ${given.same ? "f.same is not null and" : ""} not exists (
       select 1 from waiting w where w.person_id = f.person_id and w.same is not distinct from f.same)
     order by f.person_id, f.same, f.timestamp, f.seq on conflict do nothing returning 1`,
    values.all,
  );
  return rows.length;
}

/** Who did in a window what a run waits for, of those who wait in it, from the moment on that they qualified and within its time. */
export async function didInTime(
  db: Sql,
  at: At,
  run: Run,
  given: { asked: EventsAsked; same: PropertyPath | null; withinMs: number },
): Promise<Omit<Decided, "status" | "code" | "reason">[]> {
  const scope = scopeFor(at);
  const where = windowed(scope, at, run.fromTx, given.asked);
  const { values } = scope;
  const same = given.same ? isSame(given.same, values) : "true";
  return db.sql(
    `with done as materialized (
       select e.person_id, e.timestamp${given.same ? ", e.properties" : ""} from events e
       where ${where} and e.person_id is not null),
     people as materialized (${peopleOf("done", scope)})
     select distinct q.person_id::text as "personId", q.occasion::text as occasion, q.due_at as "dueAt", q.at,
       q.event_tx::text as "eventTx", q.call_id::text as "callId"
     from people p cross join lateral (select * from campaign_pending q
       where q.workspace_id = ${scope.workspace} and q.person_id = any(p.ids) and q.event_tx is not null
         and q.run_id = ${values.add(run.runId, "uuid")}) q
     join done e on e.person_id = p.person_id and e.timestamp >= q.at
       and e.timestamp <= q.at + make_interval(secs => ${values.add(given.withinMs / 1_000, "float8")}) and ${same}`,
    values.all,
  );
}

/** People whom other profiles became in a window: what those did is theirs from now on. */
export async function becameInWindow(db: Sql, workspaceId: string, window: LogWindow): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `select distinct p.merged_into::text as id from people p where p.workspace_id = $1::uuid
       and p.changed_tx >= $2::bigint and p.changed_tx < $3::bigint and p.merged_into is not null`,
    [workspaceId, String(window.fromTx), String(window.toTx)],
  );
  return rows.map(({ id }) => id);
}

/**
 * Who of some people has done in time what a run waits for, whenever that was followed, of those who wait in it: one of their
 * profiles may have done it that was somebody else's then.
 */
export async function haveDoneInTime(
  db: Sql,
  at: At,
  run: Run,
  given: { asked: EventsAsked; same: PropertyPath | null; withinMs: number; people: readonly string[] },
): Promise<Omit<Decided, "status" | "code" | "reason">[]> {
  const scope = scopeFor(at);
  const { values } = scope;
  const asked = eventsAsked(given.asked, "e", scope).join(" and ");
  const same = given.same ? isSame(given.same, values) : "true";
  return db.sql(
    `with people as materialized (
       select k.person_id, ${allProfiles("k.person_id", scope.workspace)} as ids
       from unnest(${values.add(given.people, "uuid[]")}) as k(person_id))
     select q.person_id::text as "personId", q.occasion::text as occasion, q.due_at as "dueAt", q.at,
       q.event_tx::text as "eventTx", q.call_id::text as "callId"
     from people p cross join lateral (select * from campaign_pending q
       where q.workspace_id = ${scope.workspace} and q.person_id = any(p.ids) and q.event_tx is not null
         and q.run_id = ${values.add(run.runId, "uuid")}) q
     where exists (select 1 from events e where e.person_id = p.person_id and ${asked} and e.timestamp >= q.at
       and e.timestamp <= q.at + make_interval(secs => ${values.add(given.withinMs / 1_000, "float8")}) and ${same})`,
    values.all,
  );
}

/** Puts everybody who came into a live segment in a window into the queue. Resolves how many. */
export async function queueEntries(
  db: Sql,
  at: At,
  run: Run,
  given: { segmentId: string; delayMs: number },
): Promise<number> {
  const from = BigInt(run.fromTx) > at.window.fromTx ? run.fromTx : String(at.window.fromTx);
  const rows = await db.sql(
    `insert into campaign_pending (workspace_id, run_id, due_at, person_id, occasion, campaign_id, at)
     select c.workspace_id, $2::uuid, $7::timestamptz + make_interval(secs => $8::float8), c.person_id, c.seq, $3::uuid, $7::timestamptz
     from segment_changes c where c.workspace_id = $1::uuid and c.segment_id = $4::uuid and c.tx >= $5::bigint
       and c.tx < $6::bigint and c.entered
     on conflict do nothing returning 1`,
    [
      at.workspaceId,
      run.runId,
      run.campaignId,
      given.segmentId,
      from,
      String(at.window.toTx),
      at.now.toISOString(),
      given.delayMs / 1_000,
    ],
  );
  return rows.length;
}

/** `revenue`: which property of such an event says what it is worth; null: none does. */
type GoalAsked = {
  campaignId: string;
  asked: EventsAsked;
  withinMs: number;
  revenue: PropertyPath | null;
};

/** SQL: the messages of a campaign, or what held them back to compare with, of the profiles of a row `p`. */
const comparable = (goal: GoalAsked, { values, workspace }: Scope): string =>
  `d.workspace_id = ${workspace} and d.person_id = any(p.ids) and d.campaign_id = ${values.add(goal.campaignId, "uuid")}
    and (d.status = 'sent' or d.code = 'control_group')`;

/** SQL: notes for `people` that they `did` it, each on the last message before it, with what the first of them is worth. */
function credit(goal: GoalAsked, scope: Scope): string {
  const { values, workspace } = scope;
  return `credited as (
      select distinct on (e.tx, e.seq) d.run_id, d.person_id, d.occasion, e.timestamp as at, e.seq, e.worth
      from people p join did e on e.person_id = p.person_id
      cross join lateral (select d.run_id, d.person_id, d.occasion, d.decided_at from campaign_deliveries d
        where ${comparable(goal, scope)} and d.decided_at <= e.timestamp
          and d.decided_at >= e.timestamp - make_interval(secs => ${values.add(goal.withinMs / 1_000, "float8")})) d
      order by e.tx, e.seq, d.decided_at desc, d.run_id desc, d.occasion desc),
    done as (
      select distinct on (run_id, person_id, occasion) run_id, person_id, occasion, at, worth from credited
      order by run_id, person_id, occasion, at, seq)
    update campaign_deliveries d set converted_at = done.at, worth = done.worth from done
    where d.workspace_id = ${workspace} and d.run_id = done.run_id and d.person_id = done.person_id
      and d.occasion = done.occasion and d.converted_at is null
    returning 1`;
}

/**
 * Notes who reached a campaign's goal in a window, of those who got the message, or were held back to compare with. What
 * somebody did is credited to the last message before it alone: one purchase behind three messages is one and not three.
 */
export async function noteConversions(db: Sql, at: At, goal: GoalAsked): Promise<void> {
  const scope = scopeFor(at);
  const where = windowed(scope, at, "0", goal.asked);
  await db.sql(
    `with did as materialized (
       select e.person_id, e.timestamp, e.tx, e.seq, ${worthSql(goal.revenue, scope.values)} as worth
       from events e where ${where} and e.person_id is not null),
     people as materialized (${peopleOf("did", scope)}),
     ${credit(goal, scope)}`,
    scope.values.all,
  );
}

/**
 * The same for what some people have done whenever that was followed: one of their profiles may have done it that was
 * somebody else's then, as who buys behind a mail's link and signs in after it. What is credited already stays where it is.
 */
export async function noteEarlierConversions(
  db: Sql,
  at: At,
  goal: GoalAsked & { people: readonly string[] },
): Promise<void> {
  const scope = scopeFor(at);
  const { values, workspace } = scope;
  const asked = eventsAsked(goal.asked, "e", scope).join(" and ");
  const theirs = comparable(goal, scope);
  await db.sql(
    `with people as materialized (
       select k.person_id, ${allProfiles("k.person_id", workspace)} as ids
       from unnest(${values.add(goal.people, "uuid[]")}) as k(person_id)),
     did as materialized (
       select e.person_id, e.timestamp, e.tx, e.seq, ${worthSql(goal.revenue, values)} as worth from people p
       cross join lateral (select min(d.decided_at) as at from campaign_deliveries d where ${theirs}) first
       join events e on e.person_id = p.person_id and e.timestamp >= first.at and ${asked}
       where not exists (select 1 from campaign_deliveries d where ${theirs} and d.converted_at = e.timestamp)),
     ${credit(goal, scope)}`,
    values.all,
  );
}
