import type { Db } from "../../db/client.ts";
import type { Place } from "./claim-store.ts";

type Held = { workspaceId: string; id: string; lease: string };

/**
 * Moves a destination's position, forward alone: whoever switched it on meanwhile may have moved it already. `lost`: the
 * lease is somebody else's and nothing may be booked; `changed`: what is booked counts, but what follows goes by other
 * settings.
 */
export async function movePosition(
  db: Db,
  { workspaceId, id, lease }: Held,
  move: { to: Place | null; lastSentAt: Date | null; version: number },
): Promise<"held" | "changed" | "lost"> {
  const rows = await db.sql<{ same: boolean }>(
    `update destinations d set position_tx = p.tx, position_seq = p.seq,
       last_sent_at = greatest(d.last_sent_at, $6::timestamptz), heartbeat_at = now()
     from (select tx, seq from destinations c
       cross join lateral (values (c.position_tx, c.position_seq), ($4::bigint, $5::bigint)) v(tx, seq)
       where c.workspace_id = $1::uuid and c.id = $2::uuid and v.tx is not null
       order by tx desc, seq desc limit 1) p
     where d.workspace_id = $1::uuid and d.id = $2::uuid and d.lease = $3
     returning d.version = $7::int as same`,
    [
      workspaceId,
      id,
      lease,
      move.to?.tx ?? null,
      move.to?.seq ?? null,
      move.lastSentAt?.toISOString() ?? null,
      move.version,
    ],
  );
  const row = rows[0];
  return row ? (row.same ? "held" : "changed") : "lost";
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
