import { jsonbArray, textArray, timestampArray, uuidArray } from "../db/binary-arrays.ts";
import type { Db } from "../db/client.ts";
import type { Queryable } from "../db/queryable.ts";
import type { Json } from "../kernel/json.ts";

export type LoggedOperation = {
  audienceId: string;
  id: string;
  receivedAt: Date;
  at: Date;
  operation: string;
  identity: string;
  verdict: string;
  reason: string;
  eventId: string | null;
  /** JSON text */
  body: string | null;
};

/** Writes what came in and what became of it. */
export async function insertOperations(
  client: Queryable,
  workspaceId: string,
  rows: readonly LoggedOperation[],
): Promise<void> {
  await client.query({
    name: "audiences.operations.insert",
    text: `insert into audience_operations (workspace_id, audience_id, id, received_at, at, operation, identity, verdict,
        reason, event_id, body)
      select $1, * from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::text[], $11::jsonb[])`,
    values: [
      workspaceId,
      uuidArray(rows.map((row) => row.audienceId)),
      uuidArray(rows.map((row) => row.id)),
      timestampArray(rows.map((row) => row.receivedAt)),
      timestampArray(rows.map((row) => row.at)),
      textArray(rows.map((row) => row.operation)),
      textArray(rows.map((row) => row.identity)),
      textArray(rows.map((row) => row.verdict)),
      textArray(rows.map((row) => row.reason)),
      textArray(rows.map((row) => row.eventId)),
      jsonbArray(rows.map((row) => row.body)),
    ],
  });
}

export type OperationRow = Omit<LoggedOperation, "audienceId" | "body"> & { body: Json };

/** The log of an audience, newest first, before `before`. */
export async function selectOperations(
  db: Db,
  where: { workspaceId: string; audienceId: string; verdict: string | null; identity: string | null },
  before: string | null,
  limit: number,
): Promise<OperationRow[]> {
  const values: unknown[] = [where.workspaceId, where.audienceId, limit];
  const parts = ["workspace_id = $1::uuid", "audience_id = $2::uuid"];
  if (where.verdict !== null) {
    parts.push(`verdict = $${values.push(where.verdict)}::text`);
  }
  if (where.identity !== null) {
    parts.push(`identity = $${values.push(where.identity)}::text`);
  }
  if (before !== null) {
    parts.push(`id < $${values.push(before)}::uuid`);
  }
  return db.sql<OperationRow>(
    `select id, received_at as "receivedAt", at, operation, identity, verdict, reason, event_id as "eventId", body
     from audience_operations where ${parts.join(" and ")} order by id desc limit $3::int`,
    values,
  );
}

/** Notes ids of events in one order for everybody. Returns those that were not known in the workspace. */
export async function insertEventIds(
  client: Queryable,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await client.query<{ event_id: string }>({
    name: "audiences.event-ids.insert",
    text: `insert into audience_event_ids (workspace_id, event_id, received_at)
      select $1, id, $3 from unnest($2::text[]) as g(id) on conflict do nothing returning event_id`,
    values: [workspaceId, textArray([...new Set(ids)].sort()), now],
  });
  return new Set(rows.map((row) => row.event_id));
}

/** Forgets rows of the log from before `before`, some thousand at a time. Returns how many went. */
export async function deleteOperations(db: Db, before: Date): Promise<number> {
  const gone = await db.pool.query(
    `delete from audience_operations where (workspace_id, audience_id, id) in
       (select workspace_id, audience_id, id from audience_operations where received_at < $1 limit 5000)`,
    [before],
  );
  return gone.rowCount ?? 0;
}

/** The same for ids of events. */
export async function deleteEventIds(db: Db, before: Date): Promise<number> {
  const gone = await db.pool.query(
    `delete from audience_event_ids where (workspace_id, event_id) in
       (select workspace_id, event_id from audience_event_ids where received_at < $1 limit 5000)`,
    [before],
  );
  return gone.rowCount ?? 0;
}
