import type { Db } from "../db/client.ts";
import type { DataType } from "./data-types.ts";

export type RunRecord = {
  id: string;
  export_id: string;
  number: number;
  trigger: string;
  status: string;
  outcome: string | null;
  outcome_reason: string | null;
  waiting: string | null;
  settings: unknown;
  from_tx: bigint;
  to_tx: bigint;
  cursor: unknown;
  expected: bigint | null;
  read: bigint;
  accepted: bigint;
  rejected: bigint;
  retried: number;
  bytes: bigint;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  batches: number;
  recent_records: bigint | null;
  recent_since: Date | null;
};

const select = `
  select r.*, b.batches, b.records as recent_records, b.since as recent_since
  from export_runs r left join lateral (
    select coalesce(max(number), 0)::int as batches, sum(records) as records,
      min(at - make_interval(secs => took_ms / 1000.0)) as since
    from (select number, records, at, took_ms from export_batches
          where workspace_id = r.workspace_id and run_id = r.id order by number desc limit 20) last
  ) b on true`;

/** Runs of an export, newest first, below the number `before`. */
export async function listRunRows(
  db: Db,
  workspaceId: string,
  exportId: string,
  page: { before: number | null; limit: number },
): Promise<RunRecord[]> {
  return db.sql<RunRecord>(
    `${select} where r.workspace_id = $1::uuid and r.export_id = $2::uuid and ($3::int is null or r.number < $3::int)
     order by r.number desc limit $4::int`,
    [workspaceId, exportId, page.before, page.limit],
  );
}

export type ConnectionRunRecord = RunRecord & { data_type: DataType; event_names: string[] };

/** The newest runs of all exports of a connection; of each export no more than `limit` are looked at. */
export async function connectionRunRows(
  db: Db,
  workspaceId: string,
  connectionId: string,
  limit: number,
): Promise<ConnectionRunRecord[]> {
  return db.sql<ConnectionRunRecord>(
    `with newest as (
       select r.id, e.data_type, e.event_names from exports e cross join lateral (
         select id, created_at from export_runs where workspace_id = e.workspace_id and export_id = e.id
         order by number desc limit $3::int
       ) r
       where e.workspace_id = $1::uuid and e.connection_id = $2::uuid
       order by r.created_at desc, r.id desc limit $3::int
     )
     select run.*, newest.data_type, newest.event_names from newest cross join lateral (
       ${select} where r.workspace_id = $1::uuid and r.id = newest.id
     ) run order by run.created_at desc, run.id desc`,
    [workspaceId, connectionId, limit],
  );
}

export async function runById(
  db: Db,
  workspaceId: string,
  exportId: string,
  runId: string,
): Promise<RunRecord | null> {
  const rows = await db.sql<RunRecord>(
    `${select} where r.workspace_id = $1::uuid and r.export_id = $2::uuid and r.id = $3::uuid`,
    [workspaceId, exportId, runId],
  );
  return rows[0] ?? null;
}

export type RateBucket = { at: Date; accepted: number; rejected: number; requests: number };

/** Batches of a run added up per `bucketS` seconds. */
export async function rateOf(
  db: Db,
  workspaceId: string,
  runId: string,
  bucketS: number,
): Promise<RateBucket[]> {
  return db.sql<RateBucket>(
    `select date_bin(make_interval(secs => $3::int), at, timestamptz '2000-01-01') as at, sum(accepted)::int as accepted,
       sum(rejected)::int as rejected, sum(attempts)::int as requests
     from export_batches where workspace_id = $1::uuid and run_id = $2::uuid group by 1 order by 1`,
    [workspaceId, runId, bucketS],
  );
}

/** The newest run of an export that has not ended, if any. */
export async function openRunOf(
  db: Db,
  workspaceId: string,
  exportId: string,
): Promise<{ id: string; trigger: string; expected: bigint | null; read: bigint } | null> {
  const rows = await db.sql<{ id: string; trigger: string; expected: bigint | null; read: bigint }>(
    `select id, trigger, expected, read from export_runs where workspace_id = $1::uuid and export_id = $2::uuid
       and status in ('PENDING', 'RUNNING') order by number desc limit 1`,
    [workspaceId, exportId],
  );
  return rows[0] ?? null;
}
