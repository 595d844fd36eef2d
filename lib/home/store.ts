import { permissions } from "../access/permissions.ts";
import type { Db } from "../db/client.ts";
import { DESTINATION_WAITS_MINUTES, type ProblemKind } from "./schema.ts";

export type Scope = { workspaceId: string; since: Date; now: Date };
export type HourRow = { hour: number; n: number; scanned: number };

/** Rows of `recent(at, n)` by hour since $2, and how many were looked at (the same in every row). */
const byHour = `
  SELECT floor(extract(epoch FROM at - $2::timestamptz) / 3600)::int AS hour, sum(n)::float8 AS n,
    max(scanned)::int AS scanned
  FROM (SELECT at, n, count(*) OVER () AS scanned FROM recent) looked
  WHERE at >= $2::timestamptz AND at < $3::timestamptz
  GROUP BY 1`;

/**
 * Events received by hour. Reads the primary key from its newest end, where the newest transactions are, and no more
 * than `limit` entries of it, so that it costs the same with 10,000 and with 100,000,000 events.
 */
export function receivedByHour(
  db: Db,
  { workspaceId, since, now }: Scope,
  limit: number,
): Promise<HourRow[]> {
  return db.sql<HourRow>(
    `WITH recent AS (
       SELECT received_at AS at, 1 AS n FROM events
       WHERE workspace_id = $1::uuid AND received_at >= date_trunc('month', $2::timestamptz)
       ORDER BY workspace_id DESC, tx DESC LIMIT $4::int
     ) ${byHour}`,
    [workspaceId, since, now, limit],
  );
}

/** People first seen, by hour: whoever is new was also seen since then, which is what the index knows. */
export function newPeopleByHour(
  db: Db,
  { workspaceId, since, now }: Scope,
  limit: number,
): Promise<HourRow[]> {
  return db.sql<HourRow>(
    `WITH recent AS (
       SELECT first_seen AS at, 1 AS n FROM people
       WHERE workspace_id = $1::uuid AND last_seen >= $2::timestamptz AND merged_into IS NULL
       ORDER BY last_seen DESC LIMIT $4::int
     ) ${byHour}`,
    [workspaceId, since, now, limit],
  );
}

/** Records that partners accepted, by hour, of the runs that were alive since then. */
export function sentByHour(db: Db, { workspaceId, since, now }: Scope, limit: number): Promise<HourRow[]> {
  return db.sql<HourRow>(
    `WITH recent AS (
       SELECT b.at, b.accepted AS n
       FROM export_runs r JOIN export_batches b ON b.workspace_id = r.workspace_id AND b.run_id = r.id
       WHERE r.workspace_id = $1::uuid AND r.started_at IS NOT NULL
         AND (r.ended_at IS NULL OR r.ended_at >= $2::timestamptz) AND b.at >= $2::timestamptz
       LIMIT $4::int
     ) ${byHour}`,
    [workspaceId, since, now, limit],
  );
}

/**
 * Messages of campaigns and journeys that were sent, by hour. They are counted by whole hours, so the hour in which the time
 * begins is told in full.
 */
export function messagesByHour(
  db: Db,
  { workspaceId, since, now }: Scope,
  limit: number,
): Promise<HourRow[]> {
  return db.sql<HourRow>(
    `WITH counted AS (
       (SELECT hour, people FROM campaign_counts
        WHERE workspace_id = $1::uuid AND hour >= date_trunc('hour', $2::timestamptz) AND status = 'sent' LIMIT $4::int)
       UNION ALL
       (SELECT hour, people FROM journey_counts
        WHERE workspace_id = $1::uuid AND hour >= date_trunc('hour', $2::timestamptz) AND what = 'sent' LIMIT $4::int)
     ), recent AS (
       SELECT greatest(least(hour + interval '30 minutes', $3::timestamptz - interval '1 millisecond'), $2::timestamptz) AS at,
         people AS n
       FROM counted
     ) ${byHour}`,
    [workspaceId, since, now, limit],
  );
}

/** Calls refused at the door, by hour. Their ids begin with the millisecond they were made in. */
export function refusedByHour(db: Db, { workspaceId, since, now }: Scope, limit: number): Promise<HourRow[]> {
  return db.sql<HourRow>(
    `WITH recent AS (
       SELECT at, 1 AS n FROM refused_calls
       WHERE workspace_id = $1::uuid AND id >= $5::uuid
       ORDER BY id DESC LIMIT $4::int
     ) ${byHour}`,
    [workspaceId, since, now, limit, firstIdSince(since)],
  );
}

/** The smallest UUID version 7 of a moment. */
function firstIdSince(since: Date): string {
  const ms = since.getTime().toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}

/** Ended without anything taken, lately; what repeats waits for its next run then and says nothing of the last one. */
const endedBadly = (
  of: string,
) => `(greatest(${of}.stopped_at, ${of}.last_run_at, ${of}.created_at) >= $2::timestamptz
  AND ((${of}.status IN ('DONE', 'STOPPED') AND ${of}.outcome IN ('refused', 'failed'))
    OR (${of}.status = 'PENDING' AND ${of}.waiting IS NULL AND ${of}.outcome IN ('refused', 'failed'))))`;

/** How many rows of a run, members or calls are counted: nobody needs to know which number it is beyond. */
const REFUSED_COUNTED = 20_000;

const transferProblems = `
  (SELECT CASE WHEN t.waiting IS NULL THEN 'transfer_failed' ELSE 'transfer_waiting' END, t.id::text, '', a.id::text,
     a.name || ' to ' || c.nickname, coalesce(t.waiting, t.outcome_reason, ''), 0, coalesce(t.stopped_at, t.last_run_at)
   FROM transfers t
     JOIN audiences a ON a.workspace_id = t.workspace_id AND a.id = t.audience_id
     JOIN connections c ON c.workspace_id = t.workspace_id AND c.id = t.connection_id
   WHERE t.workspace_id = $1::uuid
     AND ((t.status IN ('PENDING', 'RUNNING') AND t.waiting IS NOT NULL) OR ${endedBadly("t")})
   ORDER BY 8 DESC NULLS LAST LIMIT $4::int * 2)
  UNION ALL
  (SELECT 'transfer_rejected', t.id::text, '', a.id::text, a.name || ' to ' || c.nickname, '', m.refused::float8, m.at
   FROM transfers t
     JOIN audiences a ON a.workspace_id = t.workspace_id AND a.id = t.audience_id
     JOIN connections c ON c.workspace_id = t.workspace_id AND c.id = t.connection_id
     CROSS JOIN LATERAL (SELECT count(*) AS refused, max(x.at) AS at FROM (SELECT at FROM transfer_members
       WHERE workspace_id = t.workspace_id AND transfer_id = t.id AND refused IS NOT NULL LIMIT ${REFUSED_COUNTED}) x) m
   WHERE t.workspace_id = $1::uuid AND t.status <> 'STOPPED' AND t.last_run_at IS NOT NULL AND m.at >= $2::timestamptz
   ORDER BY 7 DESC LIMIT $4::int)`;

/** What lies on the shelves of destinations of which a partner refused something lately. */
const destinationShelves = `
  (SELECT 'destination_refused', d.id::text, d.source_id::text, '', s.name || ' to ' || d.name, '',
     shelf.refused::float8, lately.at
   FROM destinations d JOIN sources s ON s.workspace_id = d.workspace_id AND s.id = d.source_id
     CROSS JOIN LATERAL (SELECT max(minute) AS at FROM destination_counts
       WHERE workspace_id = d.workspace_id AND destination_id = d.id AND minute >= $2::timestamptz
         AND stage = 'refused') lately
     CROSS JOIN LATERAL (SELECT count(*) AS refused FROM (SELECT 1 FROM ledger_entries l
       WHERE l.workspace_id = d.workspace_id AND l.origin_id = d.id AND l.verdict = 'rejected'
         AND l.retried_in IS NULL AND l.discarded_at IS NULL LIMIT ${REFUSED_COUNTED}) x) shelf
   WHERE d.workspace_id = $1::uuid AND d.archived_at IS NULL AND lately.at IS NOT NULL AND shelf.refused > 0
   ORDER BY 7 DESC LIMIT $4::int)`;

export type ProblemRow = {
  kind: ProblemKind;
  objectId: string;
  sourceId: string;
  audienceId: string;
  objectName: string;
  reason: string;
  count: number;
  at: Date | null;
};

/** What needs somebody, at most `limit` of each kind. `author`: who asks, where they write campaigns. */
export function problems(
  db: Db,
  { workspaceId, since, now }: Scope,
  limit: number,
  author: string | null,
): Promise<ProblemRow[]> {
  return db.sql<ProblemRow>(
    `(SELECT 'no_worker' AS kind, '' AS "objectId", '' AS "sourceId", '' AS "audienceId", '' AS "objectName", '' AS reason,
        0::float8 AS count, NULL::timestamptz AS at
      WHERE NOT EXISTS (SELECT 1 FROM workers WHERE heartbeat_at > $3::timestamptz - interval '60 seconds'))
     UNION ALL
     (SELECT 'connection_attention', id::text, '', '', nickname, coalesce(problem, ''), 0, updated_at
      FROM connections WHERE workspace_id = $1::uuid AND status = 'attention' ORDER BY updated_at DESC LIMIT $4::int)
     UNION ALL
     (SELECT CASE WHEN status = 'HELD' THEN 'campaign_held' ELSE 'campaign_failed' END, id::text, '', '', name,
        coalesce(reason, ''), 0, coalesce(ended_at, last_run_at)
      FROM campaigns WHERE workspace_id = $1::uuid AND archived_at IS NULL
        AND (status = 'HELD' OR (status = 'STOPPED' AND stopped_by IS NULL AND ended_at >= $2::timestamptz))
      ORDER BY 8 DESC NULLS LAST LIMIT $4::int)
     UNION ALL
     (SELECT 'campaign_unapprovable', '', '', '', max(c.name), '', count(*)::float8, min(c.changed_at)
      FROM campaigns c JOIN workspaces w ON w.id = c.workspace_id AND w.approval
      WHERE c.workspace_id = $1::uuid AND c.status = 'APPROVAL_PENDING' AND c.archived_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = c.workspace_id
          AND m.role = ANY ($6::text[]) AND m.user_id::text IS DISTINCT FROM c.requested_by_id)
      HAVING count(*) > 0)
     UNION ALL
     (SELECT 'campaign_approval', c.id::text, '', '', c.name, coalesce(c.requested_by, ''), 0, c.changed_at
      FROM campaigns c JOIN workspaces w ON w.id = c.workspace_id AND w.approval
      WHERE c.workspace_id = $1::uuid AND c.status = 'APPROVAL_PENDING' AND c.archived_at IS NULL
        AND $7::text IS NOT NULL AND c.requested_by_id IS DISTINCT FROM $7::text ORDER BY 8 LIMIT $4::int)
     UNION ALL
     (SELECT 'campaign_rejected', id::text, '', '', name, coalesce(reason, ''), 0, changed_at
      FROM campaigns WHERE workspace_id = $1::uuid AND status = 'REJECTED' AND archived_at IS NULL
        AND requested_by_id = $7::text ORDER BY 8 DESC LIMIT $4::int)
     UNION ALL
     (SELECT 'journey_waiting', id::text, '', '', name, waiting, 0, NULL::timestamptz
      FROM journeys WHERE workspace_id = $1::uuid AND archived_at IS NULL AND waiting IS NOT NULL
        AND status IN ('SCHEDULED', 'RUNNING') ORDER BY id DESC LIMIT $4::int)
     UNION ALL
     (SELECT CASE WHEN d.halted IS NULL THEN 'destination_waiting' ELSE 'destination_halted' END, d.id::text,
        d.source_id::text, '', s.name || ' to ' || d.name, coalesce(d.halted, d.outage->>'said', ''), 0,
        CASE WHEN d.halted IS NULL THEN to_timestamp((d.outage->>'sinceMs')::float8 / 1000) ELSE d.halted_at END
      FROM destinations d JOIN sources s ON s.workspace_id = d.workspace_id AND s.id = d.source_id
      WHERE d.workspace_id = $1::uuid AND d.enabled AND d.mode = 'cloud' AND d.archived_at IS NULL
        AND (d.halted IS NOT NULL
          OR to_timestamp((d.outage->>'sinceMs')::float8 / 1000)
            <= $3::timestamptz - make_interval(mins => ${DESTINATION_WAITS_MINUTES}))
      ORDER BY d.halted IS NULL, 8 DESC LIMIT $4::int * 2)
     UNION ALL
     (SELECT CASE WHEN e.waiting IS NULL THEN 'export_failed' ELSE 'export_waiting' END,
        e.id::text, '', '', c.nickname, coalesce(e.waiting, e.outcome_reason, ''), 0,
        coalesce(e.stopped_at, e.last_run_at)
      FROM exports e JOIN connections c ON c.workspace_id = e.workspace_id AND c.id = e.connection_id
      WHERE e.workspace_id = $1::uuid
        AND ((e.status IN ('PENDING', 'RUNNING') AND e.waiting IS NOT NULL)
          OR ${endedBadly("e")})
      ORDER BY 8 DESC NULLS LAST LIMIT $4::int * 2)
     UNION ALL
     (SELECT 'export_rejected', r.export_id::text, '', '', c.nickname, '', sum(left_over.rows)::float8, max(r.ended_at)
      FROM export_runs r
        JOIN exports e ON e.workspace_id = r.workspace_id AND e.id = r.export_id
        JOIN connections c ON c.workspace_id = e.workspace_id AND c.id = e.connection_id
        -- Rows that were sent again count in the run that did so, where that was in vain as well.
        CROSS JOIN LATERAL (SELECT count(*) AS rows FROM (SELECT 1 FROM ledger_entries l
          WHERE l.workspace_id = r.workspace_id AND l.run_id = r.id AND l.verdict = 'rejected'
            AND l.retried_in IS NULL LIMIT ${REFUSED_COUNTED}) x) left_over
      WHERE r.workspace_id = $1::uuid AND r.rejected > 0 AND r.started_at IS NOT NULL AND left_over.rows > 0
        AND (r.ended_at IS NULL OR r.ended_at >= $2::timestamptz)
      GROUP BY r.export_id, c.nickname ORDER BY 7 DESC LIMIT $4::int)
     UNION ALL ${transferProblems}
     UNION ALL ${destinationShelves}
     UNION ALL
     (SELECT 'calls_refused', q.source_id::text, '', '', s.name, max(q.reason), count(*)::float8, max(q.at)
      FROM (SELECT source_id, reason, at FROM refused_calls
            WHERE workspace_id = $1::uuid AND id >= $5::uuid ORDER BY id DESC LIMIT 20000) q
        JOIN sources s ON s.workspace_id = $1::uuid AND s.id = q.source_id
      GROUP BY q.source_id, s.name ORDER BY 7 DESC LIMIT $4::int)`,
    [workspaceId, since, now, limit, firstIdSince(since), permissions["campaigns.write"], author],
  );
}

/** Which first steps a workspace has behind it. */
export async function firstSteps(
  db: Db,
  workspaceId: string,
): Promise<{ source: boolean; received: boolean; connection: boolean; export: boolean }> {
  const [row] = await db.sql<{ source: boolean; received: boolean; connection: boolean; export: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM sources WHERE workspace_id = $1::uuid AND archived_at IS NULL) AS source,
       EXISTS (SELECT 1 FROM events WHERE workspace_id = $1::uuid) AS received,
       EXISTS (SELECT 1 FROM connections WHERE workspace_id = $1::uuid) AS connection,
       EXISTS (SELECT 1 FROM exports WHERE workspace_id = $1::uuid) AS export`,
    [workspaceId],
  );
  return row ?? { source: false, received: false, connection: false, export: false };
}
