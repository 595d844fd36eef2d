import type { Db } from "../../db/client.ts";
import { parse } from "../../kernel/parse.ts";
import { replayFilterOf, type StoredReplayFilter } from "../stored.ts";
import type { Place } from "./claim-store.ts";

export type OpenReplay = {
  id: string;
  kind: string;
  filter: StoredReplayFilter;
  upTo: Place;
  cursor: Place;
};

/** The oldest replay of a destination that is not through; it runs from now on. */
export async function openReplay(
  db: Db,
  replay: { workspaceId: string; destinationId: string; now: Date },
): Promise<OpenReplay | null> {
  const rows = await db.sql<{
    id: string;
    kind: string;
    filter: unknown;
    to_tx: string;
    to_seq: string;
    cursor_tx: string;
    cursor_seq: string;
  }>(
    `update destination_replays r set status = 'RUNNING', started_at = coalesce(started_at, $3::timestamptz)
     where r.workspace_id = $1::uuid and r.status in ('PENDING', 'RUNNING') and r.id = (
       select p.id from destination_replays p where p.workspace_id = $1::uuid and p.destination_id = $2::uuid
         and p.status in ('PENDING', 'RUNNING') order by p.created_at, p.id limit 1)
     returning r.id::text, r.kind, r.filter, r.to_tx::text, r.to_seq::text, r.cursor_tx::text, r.cursor_seq::text`,
    [replay.workspaceId, replay.destinationId, replay.now.toISOString()],
  );
  const row = rows[0];
  return row
    ? {
        id: row.id,
        kind: row.kind,
        filter: parse(replayFilterOf, row.filter ?? {}),
        upTo: { tx: row.to_tx, seq: row.to_seq },
        cursor: { tx: row.cursor_tx, seq: row.cursor_seq },
      }
    : null;
}

/** Ends a replay that has read everything, unless it was stopped. */
export async function endReplay(db: Db, workspaceId: string, id: string, now: Date): Promise<void> {
  await db.sql(
    `update destination_replays set status = 'DONE', ended_at = $3::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid and status = 'RUNNING'`,
    [workspaceId, id, now.toISOString()],
  );
}
