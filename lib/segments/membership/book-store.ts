import type { Queryable, Sql } from "../../db/queryable.ts";
import { bookChanges, type ChangeCause } from "./change-sql.ts";

/** How one person stands to one segment from now on. */
export type Standing = {
  segmentId: string;
  personId: string;
  meant: boolean;
  /** When time alone may change that; null: not that it is known. */
  dueAt: Date | null;
  /** Or so long after `dueAt` by the workspace's clock: an interval of PostgreSQL. */
  dueAfter: string | null;
  /** One event says so: what else is known may make the time later, not sooner. */
  proved: boolean;
  cause: ChangeCause;
  /** false while the segment is worked out for the first time */
  noted: boolean;
};

/** Each row by its key, one by one: of tables that have just begun to grow PostgreSQL takes reading them whole for cheaper. */
const rowOf = (table: string, columns: string) => `(select ${columns} from ${table} r
    where r.workspace_id = $1::uuid and r.segment_id = g.segment_id and r.person_id = g.person_id offset 0)`;

const given = `given as materialized (
    select g.* from unnest($2::uuid[], $3::uuid[], $4::boolean[], $5::timestamptz[], $6::text[], $7::boolean[], $8::text[], $9::boolean[])
      as g(segment_id, person_id, meant, due_at, due_after, proved, cause, noted))`;

const dues = (proved: boolean) => `due as materialized (
    select g.segment_id, g.person_id, case when g.proved then greatest(n.at, d.due_at) else n.at end as at
    from given g
    cross join lateral (select case when g.due_after is null then g.due_at
      when g.due_after ~ '(minutes|hours)$' then g.due_at + g.due_after::interval
      else (g.due_at at time zone $11::text + g.due_after::interval) at time zone $11::text end as at) n
    left join lateral ${rowOf("segment_dues", "r.due_at")} d on true
    where g.due_at is not null),
  set_due as (
    insert into segment_dues as d (workspace_id, segment_id, person_id, due_at)
    select $1::uuid, u.segment_id, u.person_id, u.at from due u order by u.segment_id, u.person_id
    on conflict (workspace_id, segment_id, person_id) do update set due_at = excluded.due_at
      where d.due_at <> excluded.due_at),
  ${proved ? "" : noDue}`;

const noDue = `no_due as (
    delete from segment_dues d where d.ctid = any(array(
      select r.ctid from given g cross join lateral ${rowOf("segment_dues", "r.ctid")} r
      where g.due_at is null and not g.proved))),`;

const gone = `gone as (
    delete from segment_members m where m.ctid = any(array(
      select r.ctid from given g cross join lateral ${rowOf("segment_members", "r.ctid")} r where not g.meant))
    returning m.segment_id, m.person_id),`;

const text = (timed: boolean, proved: boolean) => `with ${given}, ${timed ? dues(proved) : ""}
  entered as (
    insert into segment_members (workspace_id, segment_id, person_id, entered_at)
    select $1::uuid, g.segment_id, g.person_id, $10::timestamptz from given g
    cross join lateral (select 1 from people p
      where p.workspace_id = $1::uuid and p.id = g.person_id and p.merged_into is null offset 0) p
    where g.meant order by g.segment_id, g.person_id on conflict do nothing returning segment_id, person_id),
  ${proved ? "" : gone}
  changes as (
    select c.*, g.cause, g.noted from (
      select segment_id, person_id, true as entered from entered
      ${proved ? "" : "union all select segment_id, person_id, false from gone"}) c
    join given g using (segment_id, person_id)),
  ${bookChanges("$10::timestamptz", "$11::text")}
  select count(*)::int as changed from changes`;

/** Texts by whether time changes some of the segments, and whether all is proved: nobody leaves then. */
const statements = {
  timed: {
    proved: { name: "segments.book-timed-proved", text: text(true, true) },
    asked: { name: "segments.book-timed", text: text(true, false) },
  },
  untimed: {
    proved: { name: "segments.book-proved", text: text(false, true) },
    asked: { name: "segments.book", text: text(false, false) },
  },
};

/**
 * Writes how people stand to segments, all in one statement: who enters and leaves, when time may change it, the log of
 * changes, and the segments' sizes and days. Each pair once; whoever is in already does not enter again, nobody enters who
 * does not exist. `timed`: some of the segments change by time. Resolves how many entered or left. What was asked must be
 * written under `lockJudging`.
 */
export async function bookStandings(
  client: Queryable,
  workspaceId: string,
  standings: readonly Standing[],
  { now, zone, timed }: { now: Date; zone: string; timed: boolean },
): Promise<number> {
  if (standings.length === 0) {
    return 0;
  }
  const column = <Value>(of: (each: Standing) => Value) => standings.map(of);
  const { rows } = await client.query<{ changed: number }>({
    ...statements[timed ? "timed" : "untimed"][standings.every(({ proved }) => proved) ? "proved" : "asked"],
    values: [
      workspaceId,
      column((each) => each.segmentId),
      column((each) => each.personId),
      column((each) => each.meant),
      column((each) => each.dueAt?.toISOString() ?? null),
      column((each) => each.dueAfter),
      column((each) => each.proved),
      column((each) => each.cause),
      column((each) => each.noted),
      now.toISOString(),
      zone,
    ],
  });
  return rows[0]?.changed ?? 0;
}

const judgingLock = "select pg_advisory_xact_lock(hashtextextended('judging ' || $1::text, 0))::text";

/**
 * Until the transaction ends nobody else judges people by live segments of the workspace: what two had read would be
 * written in any order. Statements that follow see what those before had written.
 */
export async function lockJudging(client: Queryable, workspaceId: string): Promise<void> {
  await client.query({ name: "segments.lock-judging", text: judgingLock, values: [workspaceId] });
}

/**
 * The same for whoever changes which segments ask for which, before any row is locked: one after the other, so that none is
 * archived that another one comes to ask for, and no two come to ask for each other.
 */
export async function lockAsking(db: Sql, workspaceId: string): Promise<void> {
  await db.sql(judgingLock, [workspaceId]);
}
