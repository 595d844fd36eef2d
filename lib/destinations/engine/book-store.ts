import type { Db } from "../../db/client.ts";
import type { Place } from "./claim-store.ts";

type Held = { workspaceId: string; id: string; lease: string };

/** Moves a destination's position. False when the lease was lost; then nothing may be booked. */
export async function movePosition(
  db: Db,
  { workspaceId, id, lease }: Held,
  move: { to: Place | null; lastSentAt: Date | null },
): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `update destinations set position_tx = coalesce($4::bigint, position_tx),
       position_seq = coalesce($5::bigint, position_seq),
       last_sent_at = greatest(last_sent_at, $6::timestamptz), heartbeat_at = now()
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3 returning id::text`,
    [
      workspaceId,
      id,
      lease,
      move.to?.tx ?? null,
      move.to?.seq ?? null,
      move.lastSentAt?.toISOString() ?? null,
    ],
  );
  return rows.length === 1;
}

export type ReplayStep = {
  replayId: string;
  to: Place;
  read: number;
  delivered: number;
  filtered: number;
  refused: number;
};

/** Moves a replay's cursor with its counts, also of one that was stopped meanwhile. */
export async function moveReplay(db: Db, workspaceId: string, step: ReplayStep): Promise<void> {
  await db.sql(
    `update destination_replays set cursor_tx = $3::bigint, cursor_seq = $4::bigint, read = read + $5::int,
       delivered = delivered + $6::int, filtered = filtered + $7::int, refused = refused + $8::int
     where workspace_id = $1::uuid and id = $2::uuid`,
    [
      workspaceId,
      step.replayId,
      step.to.tx,
      step.to.seq,
      step.read,
      step.delivered,
      step.filtered,
      step.refused,
    ],
  );
}

export type Counted = { stage: string; code: string; reason: string; count: number; latency: number[] };

/** Adds to the counts of a minute. */
export async function addCounts(
  db: Db,
  at: { workspaceId: string; destinationId: string; minute: Date; replayed: boolean },
  counts: Counted[],
): Promise<void> {
  if (counts.length === 0) {
    return;
  }
  await db.sql(
    `insert into destination_counts as c (workspace_id, destination_id, minute, stage, code, replayed, count, reason, latency)
     select $1::uuid, $2::uuid, $3::timestamptz, g.stage, g.code, $4::boolean, g.count, g.reason,
       (select coalesce(array_agg(v::bigint order by n), '{}') from jsonb_array_elements_text(g.latency) with ordinality l(v, n))
     from unnest($5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[]::jsonb[]) as g(stage, code, count, reason, latency)
     order by g.stage, g.code
     on conflict (workspace_id, destination_id, minute, stage, code, replayed) do update set
       count = c.count + excluded.count, reason = excluded.reason,
       latency = (select coalesce(array_agg(coalesce(a, 0) + coalesce(b, 0) order by n), '{}')
         from unnest(c.latency, excluded.latency) with ordinality l(a, b, n))`,
    [
      at.workspaceId,
      at.destinationId,
      at.minute.toISOString(),
      at.replayed,
      counts.map(({ stage }) => stage),
      counts.map(({ code }) => code),
      counts.map(({ count }) => count),
      counts.map(({ reason }) => reason),
      counts.map(({ latency }) => JSON.stringify(latency)),
    ],
  );
}

/** Marks batches whose calls are all decided. */
export async function markBooked(
  db: Db,
  workspaceId: string,
  destinationId: string,
  ids: string[],
): Promise<void> {
  if (ids.length > 0) {
    await db.sql(
      `update destination_batches set booked = true
       where workspace_id = $1::uuid and destination_id = $2::uuid and id = any($3::uuid[])`,
      [workspaceId, destinationId, ids],
    );
  }
}
