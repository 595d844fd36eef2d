import type { Db } from "../db/client.ts";

export type RefusedCallRow = {
  workspaceId: string;
  id: string;
  at: Date;
  sourceId: string;
  call: string;
  status: number;
  field: string;
  reason: string;
  body: string;
};

export async function insertRefusedCall(db: Db, row: RefusedCallRow): Promise<void> {
  await db.prisma.refusedCall.create({ data: row });
}

/** Forgets refused calls from before `before`, some thousand at a time. Returns how many went. */
export async function deleteRefusedCalls(db: Db, before: Date): Promise<number> {
  const gone = await db.pool.query(
    `delete from refused_calls where (workspace_id, id) in
       (select workspace_id, id from refused_calls where at < $1 limit 5000)`,
    [before],
  );
  return gone.rowCount ?? 0;
}
