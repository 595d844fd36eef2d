import type { Db } from "../db/client.ts";
import type { RefusedCall } from "../db/generated/client.ts";
import { likeLiteral } from "../db/like.ts";
import type { JsonObject } from "../kernel/json.ts";

/** How many of the workspace's newest events one look at the debugger reads at most. */
export const CALLS_SCANNED = 5_000;

export type { RefusedCall };
export type AcceptedRow = {
  tx: string;
  seq: string;
  receivedAt: Date;
  timestamp: Date;
  type: string;
  name: string;
  personId: string;
  messageId: string;
  userId: string | null;
  anonymousId: string | null;
  properties: JsonObject;
  context: JsonObject;
  extras: JsonObject | null;
};

export type CallFilter = {
  workspaceId: string;
  sourceId: string;
  search: string | undefined;
  limit: number;
};

/** The newest accepted calls of a source, from transaction `fromTx` on, with how many rows were looked at. */
export async function selectAccepted(
  db: Db,
  filter: CallFilter & { fromTx: string },
): Promise<{ rows: AcceptedRow[]; scanned: number }> {
  const pattern = filter.search ? `%${likeLiteral(filter.search)}%` : null;
  const { rows } = await db.pool.query<AcceptedRow & { scanned: number }>(
    `with newest as materialized (
       select * from events where workspace_id = $1 and tx >= $3::bigint
       order by tx desc, seq desc limit ${CALLS_SCANNED})
     select tx::text, seq::text, received_at as "receivedAt", "timestamp", type, name, person_id as "personId",
       message_id as "messageId", user_id as "userId", anonymous_id as "anonymousId", properties, context, extras,
       (select count(*)::int from newest) as scanned
     from newest
     where source_id = $2 and ($4::text is null or name ilike $4 or message_id ilike $4 or user_id ilike $4
       or anonymous_id ilike $4 or properties::text ilike $4)
     order by tx desc, seq desc limit $5`,
    [filter.workspaceId, filter.sourceId, filter.fromTx, pattern, filter.limit],
  );
  return { rows, scanned: rows[0]?.scanned ?? 0 };
}

/** The newest refused calls of a source, from `from` on. */
export async function selectRefused(db: Db, filter: CallFilter & { from: Date }): Promise<RefusedCall[]> {
  const contains = filter.search && { contains: filter.search, mode: "insensitive" as const };
  return db.prisma.refusedCall.findMany({
    where: {
      workspaceId: filter.workspaceId,
      sourceId: filter.sourceId,
      at: { gte: filter.from },
      ...(contains && { OR: [{ body: contains }, { reason: contains }, { field: contains }] }),
    },
    orderBy: { id: "desc" },
    take: filter.limit,
  });
}
