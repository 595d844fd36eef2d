import type { Sql } from "../../db/queryable.ts";
import type { Json } from "../../kernel/json.ts";
import type { Stay } from "./stay.ts";
import { columns, type StayRow, stayOf } from "./stay-store.ts";

/** A journey that was stopped and has not been looked through since, held for the caller's transaction. */
export async function stoppedJourney(db: Sql): Promise<{ workspaceId: string; id: string } | null> {
  const rows = await db.sql<{ workspaceId: string; id: string }>(
    `select workspace_id::text as "workspaceId", id::text as id from journeys
     where status = 'STOPPED' and swept_at is null limit 1 for update skip locked`,
  );
  return rows[0] ?? null;
}

/** Some who are still in a journey, or wait before it, held. */
export async function leftInStopped(
  db: Sql,
  workspaceId: string,
  journeyId: string,
  limit: number,
): Promise<Stay[]> {
  const rows = await db.sql<StayRow>(
    `select ${columns} from journey_stays s where s.workspace_id = $1::uuid and s.journey_id = $2::uuid
       and s.ended_at is null order by s.person_id, s.round limit $3::int for update`,
    [workspaceId, journeyId, limit],
  );
  return rows.map(stayOf);
}

/** Nobody is in a journey that was stopped any more, and none of its messages waits. */
export async function markSwept(db: Sql, workspaceId: string, journeyId: string, now: Date): Promise<void> {
  await db.sql(
    `with gone as (
       delete from journey_pending q using journey_senders s where s.workspace_id = $1::uuid and s.journey_id = $2::uuid
         and q.workspace_id = $1::uuid and q.sender_id = s.id)
     update journeys set swept_at = $3::timestamptz where workspace_id = $1::uuid and id = $2::uuid returning 1`,
    [workspaceId, journeyId, now.toISOString()],
  );
}

export type Moving = {
  workspaceId: string;
  journeyId: string;
  number: number;
  moves: Record<string, string | null>;
};

/**
 * The oldest version that people of earlier ones move to, of other journeys than `except`, held for the caller's transaction.
 */
export async function movingVersion(db: Sql, except: readonly string[]): Promise<Moving | null> {
  const rows = await db.sql<Moving>(
    `select v.workspace_id::text as "workspaceId", v.journey_id::text as "journeyId", v.number, v.moves
     from journey_versions v where v.moves is not null and v.moved_at is null and v.journey_id <> all($1::uuid[])
     order by v.number limit 1 for update skip locked`,
    [except],
  );
  return rows[0] ?? null;
}

/** Some who are in a version before this one, held. */
export async function staysBefore(
  db: Sql,
  { workspaceId, journeyId, number }: Moving,
  limit: number,
): Promise<Stay[]> {
  const rows = await db.sql<StayRow>(
    `select ${columns} from journey_stays s where s.workspace_id = $1::uuid and s.journey_id = $2::uuid
       and s.ended_at is null and s.version < $3::int order by s.person_id, s.round limit $4::int for update`,
    [workspaceId, journeyId, number, limit],
  );
  return rows.map(stayOf);
}

/** The sealed secrets of versions, by their number. */
export async function secretsOf(
  db: Sql,
  { workspaceId, journeyId }: Moving,
  versions: readonly number[],
): Promise<ReadonlyMap<number, Json>> {
  const rows = await db.sql<{ number: number; secrets: Json }>(
    `select number, secrets from journey_versions where workspace_id = $1::uuid and journey_id = $2::uuid
       and number = any($3::int[])`,
    [workspaceId, journeyId, versions],
  );
  return new Map(rows.map(({ number, secrets }) => [number, secrets]));
}

export async function markMoved(
  db: Sql,
  { workspaceId, journeyId, number }: Moving,
  now: Date,
): Promise<void> {
  await db.sql(
    `update journey_versions set moved_at = $4::timestamptz where workspace_id = $1::uuid and journey_id = $2::uuid
       and number = $3::int returning 1`,
    [workspaceId, journeyId, number, now.toISOString()],
  );
}
