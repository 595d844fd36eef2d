import type { Sql } from "../../db/queryable.ts";
import type { SegmentKind } from "../kinds.ts";

/** A segment that cannot be asked keeps its members as they are; an hour later it is tried again. */
export async function breakSegment(
  db: Sql,
  workspaceId: string,
  segmentId: string,
  { problem, now }: { problem: string; now: Date },
): Promise<void> {
  await db.sql(
    `update segments set state = 'broken', problem = $3, refresh_at = $4::timestamptz + interval '1 hour'
     where workspace_id = $1::uuid and id = $2::uuid returning 1`,
    [workspaceId, segmentId, problem, now.toISOString()],
  );
}

export type DueSegment = {
  workspaceId: string;
  id: string;
  kind: Exclude<SegmentKind, "list">;
  definition: unknown;
  /** its members were worked out before */
  counted: boolean;
  /** its definition changed since */
  counting: boolean;
  changedAt: Date;
};

/** While somebody works at a segment, nobody else begins; whoever goes silent gives it back after so long. */
const LEASE = "interval '2 minutes'";

/** Takes a segment whose members are to be worked out; null when none is due. */
export async function takeDueSegment(db: Sql, now: Date): Promise<DueSegment | null> {
  const rows = await db.sql<DueSegment>(
    `update segments s set refresh_at = $1::timestamptz + ${LEASE}
     from (select workspace_id, id from segments where refresh_at <= $1::timestamptz and archived_at is null and kind <> 'list'
       order by refresh_at limit 1 for update skip locked) d
     where s.workspace_id = d.workspace_id and s.id = d.id
     returning s.workspace_id as "workspaceId", s.id, s.kind, s.definition, s.counted_at is not null as counted,
       s.state = 'counting' as counting, s.changed_at as "changedAt"`,
    [now.toISOString()],
  );
  return rows[0] ?? null;
}

/** Keeps a segment for longer; false when it was changed or archived meanwhile, and the work is for nothing. */
export async function holdSegment(db: Sql, segment: DueSegment, now: Date): Promise<boolean> {
  const rows = await db.sql(
    `update segments set refresh_at = $4::timestamptz + ${LEASE}
     where workspace_id = $1::uuid and id = $2::uuid and changed_at = $3::timestamptz and archived_at is null returning 1`,
    [segment.workspaceId, segment.id, segment.changedAt.toISOString(), now.toISOString()],
  );
  return rows.length > 0;
}

/** Books that all members were worked out as of `at`; its day gets its size. A change meanwhile keeps its own due time. */
export async function endRefresh(
  db: Sql,
  segment: DueSegment,
  end: { at: Date; ms: number; next: Date; zone: string; drift: number | null },
): Promise<void> {
  await db.sql(
    `with ended as (
       update segments set state = 'ready', problem = null, counted_at = $4::timestamptz, refresh_ms = $5::int,
         refresh_at = $6::timestamptz, drift = coalesce($8::int, drift),
         drift_at = case when $8::int is null then drift_at else $4::timestamptz end
       where workspace_id = $1::uuid and id = $2::uuid and changed_at = $3::timestamptz and archived_at is null
       returning workspace_id, id, people)
     insert into segment_days as d (workspace_id, segment_id, day, people)
     select e.workspace_id, e.id, ($4::timestamptz at time zone $7::text)::date, e.people from ended e
     on conflict (workspace_id, segment_id, day) do update set people = excluded.people returning 1`,
    [
      segment.workspaceId,
      segment.id,
      segment.changedAt.toISOString(),
      end.at.toISOString(),
      end.ms,
      end.next.toISOString(),
      end.zone,
      end.drift,
    ],
  );
}
