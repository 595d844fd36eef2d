import type { Db } from "../db/client.ts";

/** Places of the calls that a destination decided so since `from`, newest first; with `code`, for this reason. */
export async function placesDecided(
  db: Db,
  of: { workspaceId: string; destinationId: string; verdict: "skipped" | "rejected"; from: Date },
  code: string | null,
  limit: number,
): Promise<{ tx: string; seq: string }[]> {
  return db.sql<{ tx: string; seq: string }>(
    `select l.event_tx::text as tx, l.event_seq::text as seq from ledger_entries l
     where l.workspace_id = $1::uuid and l.origin_id = $2::uuid and l.verdict = $3 and l.id >= $7::uuid
       and l.at >= $4::timestamptz and ($5::text is null or l.code = $5::text) and l.event_seq is not null
     order by l.id desc limit $6::int`,
    [of.workspaceId, of.destinationId, of.verdict, of.from, code, limit, firstIdSince(of.from)],
  );
}

/** The smallest id (UUID version 7) of a moment: ids are what the index is in the order of. */
function firstIdSince(since: Date): string {
  const ms = since.getTime().toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}
