import type { Db } from "../db/client.ts";
import type { OverviewComing } from "./schema.ts";

/** One of them as it is read: `at` is when it started or starts next. */
export type ComingRow = Omit<OverviewComing, "at"> & { at: Date | null };

/**
 * What runs now, and what comes next by itself: at most `limit` of each sort of exports, of transfers, of campaigns' runs and of entries
 * into journeys at a time. A live campaign that has begun is neither: it is there all day.
 */
export async function comingRows(db: Db, workspaceId: string, limit: number): Promise<ComingRow[]> {
  const asked = [exportsComing, transfersComing, campaignsComing, journeysComing].map((sql) =>
    db.sql<ComingRow>(sql, [workspaceId, limit]),
  );
  return (await Promise.all(asked)).flat();
}

const exportsComing = `
  SELECT 'export' AS kind, e.id::text, '' AS "audienceId", c.nickname AS name, e.running, e.data_type AS what, e.frequency,
    NULL::int AS run, CASE WHEN r.expected > 0 THEN least(100, 100.0 * r.read / r.expected)::float8 END AS percent,
    e.accepted::float8 AS done, coalesce(e.at, r.started_at) AS at
  FROM (
    (SELECT *, true AS running, NULL::timestamptz AS at FROM exports
     WHERE workspace_id = $1::uuid AND status = 'RUNNING' ORDER BY created_at DESC LIMIT $2::int)
    UNION ALL
    (SELECT *, false, coalesce(next_run_at, start_at) FROM exports
     WHERE workspace_id = $1::uuid AND status = 'PENDING' ORDER BY coalesce(next_run_at, start_at) LIMIT $2::int)
  ) e
  JOIN connections c ON c.workspace_id = e.workspace_id AND c.id = e.connection_id
  LEFT JOIN LATERAL (
    SELECT expected, read, started_at FROM export_runs
    WHERE workspace_id = e.workspace_id AND export_id = e.id AND status = 'RUNNING'
    ORDER BY created_at DESC LIMIT 1
  ) r ON true`;

const transfersComing = `
  SELECT 'transfer' AS kind, t.id::text, t.audience_id::text AS "audienceId", a.name, t.running, c.nickname AS what,
    t.frequency, NULL::int AS run,
    CASE WHEN r.expected > 0 AND r.scope <> 'changed' THEN least(100, 100.0 * r.read / r.expected)::float8 END AS percent,
    coalesce(n.accepted, 0)::float8 AS done, coalesce(t.at, r.started_at) AS at
  FROM (
    (SELECT *, true AS running, NULL::timestamptz AS at FROM transfers
     WHERE workspace_id = $1::uuid AND status = 'RUNNING' ORDER BY created_at DESC LIMIT $2::int)
    UNION ALL
    (SELECT *, false, coalesce(next_run_at, created_at) FROM transfers
     WHERE workspace_id = $1::uuid AND status = 'PENDING' ORDER BY coalesce(next_run_at, created_at) LIMIT $2::int)
  ) t
  JOIN audiences a ON a.workspace_id = t.workspace_id AND a.id = t.audience_id
  JOIN connections c ON c.workspace_id = t.workspace_id AND c.id = t.connection_id
  LEFT JOIN LATERAL (
    SELECT expected, read, scope, started_at FROM transfer_runs
    WHERE workspace_id = t.workspace_id AND transfer_id = t.id AND status = 'RUNNING'
    ORDER BY created_at DESC LIMIT 1
  ) r ON true
  LEFT JOIN LATERAL (
    SELECT sum(accepted + removed) AS accepted FROM transfer_runs
    WHERE workspace_id = t.workspace_id AND transfer_id = t.id
  ) n ON t.running`;

const campaignsComing = `
  (SELECT 'campaign' AS kind, c.id::text, '' AS "audienceId", c.name, true AS running, c.channel AS what, '' AS frequency, r.number AS run,
     CASE WHEN r.stage = 'send' AND r.qualified > 0
       THEN least(100, 100.0 * coalesce(n.judged, 0) / r.qualified)::float8 END AS percent,
     coalesce(n.sent, 0)::float8 AS done, coalesce(r.started_at, r.created_at) AS at
   FROM (SELECT * FROM campaigns
         WHERE workspace_id = $1::uuid AND status = 'RUNNING' AND qualification IN ('past', 'list')
         ORDER BY created_at DESC LIMIT $2::int) c
   JOIN LATERAL (SELECT * FROM campaign_runs
     WHERE workspace_id = c.workspace_id AND campaign_id = c.id ORDER BY number DESC LIMIT 1) r ON r.status = 'RUNNING'
   LEFT JOIN LATERAL (
     SELECT sum(people) AS judged, sum(people) FILTER (WHERE status = 'sent') AS sent FROM campaign_counts
     WHERE workspace_id = c.workspace_id AND campaign_id = c.id AND run_id = r.id
   ) n ON true)
  UNION ALL
  (SELECT 'campaign', id::text, '', name, false, channel, '',
     CASE WHEN qualification IN ('past', 'list') THEN runs + 1 END, NULL, 0, next_run_at
   FROM campaigns
   WHERE workspace_id = $1::uuid AND status IN ('SCHEDULED', 'AWAITING_NEXT_RUN') AND archived_at IS NULL
     AND next_run_at IS NOT NULL
   ORDER BY next_run_at LIMIT $2::int)`;

const journeysComing = `
  SELECT 'journey' AS kind, id::text, '' AS "audienceId", name, running, '' AS what, '' AS frequency, NULL::int AS run,
    NULL::float8 AS percent, 0::float8 AS done, at
  FROM (
    (SELECT *, true AS running, run_at AS at FROM journeys
     WHERE workspace_id = $1::uuid AND status IN ('SCHEDULED', 'RUNNING') AND archived_at IS NULL AND run_at IS NOT NULL
     ORDER BY run_at LIMIT $2::int)
    UNION ALL
    (SELECT *, false, next_run_at FROM journeys
     WHERE workspace_id = $1::uuid AND status IN ('SCHEDULED', 'RUNNING') AND archived_at IS NULL AND run_at IS NULL
       AND next_run_at IS NOT NULL
     ORDER BY next_run_at LIMIT $2::int)
  ) j`;
