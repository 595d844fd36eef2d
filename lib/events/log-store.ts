import type { Db } from "../db/client.ts";
import type { Sql } from "../db/queryable.ts";
import { completeUpTo, isInLog } from "./first-in-log.ts";

/** Where the log stands: the newest number given to an event, and the next transaction to be begun. */
export async function selectLogEnd(db: Db): Promise<{ seq: string; nextTx: bigint }> {
  const [row] = await db.sql<{ seq: string; nextTx: string }>(
    `select last_value::text as seq, pg_snapshot_xmax(pg_current_snapshot())::text as "nextTx" from events_seq_seq`,
  );
  return { seq: row?.seq ?? "0", nextTx: BigInt(row?.nextTx ?? 0) };
}

/** Every transaction before this one has ended: what it wrote is visible, or will never be. */
export async function selectCompleteUpTo(db: Db): Promise<bigint> {
  const [row] = await db.sql<{ tx: string }>(`select pg_snapshot_xmin(pg_current_snapshot())::text as tx`);
  return BigInt(row?.tx ?? 0);
}

/** `cut`: it ends earlier than the complete part of the log does. */
type WindowEnd = { end: bigint; cut: boolean };

/** SQL: the transaction at which a window from `from` on is cut, behind `offset` events; null: it need not be. */
const cutAt = (from: string, offset: string) => `(select e.tx::text from events e
  where e.workspace_id = $1::uuid and e.tx >= ${from} and e.tx < ${completeUpTo} order by e.tx, e.seq offset ${offset}::bigint limit 1)`;

function endOf(from: bigint, row: { complete: string; cut: string | null } | undefined): WindowEnd {
  if (!row?.cut) {
    return { end: BigInt(row?.complete ?? 0), cut: false };
  }
  // One transaction larger than the bound is still taken whole.
  const cut = BigInt(row.cut);
  return { end: cut > from ? cut : cut + 1n, cut: true };
}

/** Where a window ends. */
export async function selectWindowEnd(
  db: Db,
  workspaceId: string,
  fromTx: bigint,
  maxEvents: number | undefined,
): Promise<WindowEnd> {
  const [row] = await db.sql<{ complete: string; cut: string | null }>(
    `select ${completeUpTo}::text as complete, ${cutAt("$2::bigint", "$3")} as cut`,
    [workspaceId, String(fromTx), String(maxEvents ?? Number.MAX_SAFE_INTEGER)],
  );
  return endOf(fromTx, row);
}

export type CursorRow = { workspaceId: string; consumer: string };

/** Makes the cursors that are missing: every workspace has one for each consumer, from the log's beginning. */
export async function insertMissingCursors(db: Db, consumers: readonly string[]): Promise<void> {
  await db.sql(
    `insert into event_cursors (workspace_id, consumer)
     select w.id, c from workspaces w cross join unnest($1::text[]) c
     where not exists (select 1 from event_cursors e where e.workspace_id = w.id and e.consumer = c)
     on conflict do nothing returning 1`,
    [consumers],
  );
}

/** Cursors before which complete events wait. */
export async function selectCursorsBehind(db: Db, consumers: readonly string[]): Promise<CursorRow[]> {
  return db.sql<CursorRow>(
    `select c.workspace_id::text as "workspaceId", c.consumer from event_cursors c
     where c.consumer = any($1::text[])
       and ${isInLog("c.workspace_id", `e.tx >= c.tx and e.tx < ${completeUpTo}`)}
     order by c.updated_at`,
    [consumers],
  );
}

export async function selectCursor(db: Db, row: CursorRow): Promise<bigint | null> {
  const [cursor] = await db.sql<{ tx: string }>(
    `select tx::text from event_cursors where workspace_id = $1::uuid and consumer = $2`,
    [row.workspaceId, row.consumer],
  );
  return cursor ? BigInt(cursor.tx) : null;
}

/**
 * Takes a cursor for this transaction, with where its next window ends; null when another worker has it. Who had it until just
 * now may have come further than this statement sees: the window is none then.
 */
export async function lockNext(
  db: Sql,
  row: CursorRow,
  maxEvents: number,
): Promise<(WindowEnd & { from: bigint }) | null> {
  const [next] = await db.sql<{ from: string; complete: string; cut: string | null }>(
    `with held as materialized (
       select tx from event_cursors where workspace_id = $1::uuid and consumer = $2 for update skip locked)
     select held.tx::text as from, ${completeUpTo}::text as complete, ${cutAt("held.tx", "$3")} as cut from held`,
    [row.workspaceId, row.consumer, String(maxEvents)],
  );
  return next ? { from: BigInt(next.from), ...endOf(BigInt(next.from), next) } : null;
}

export async function moveCursor(db: Sql, row: CursorRow, tx: bigint): Promise<void> {
  await db.sql(
    `update event_cursors set tx = $3::bigint, updated_at = clock_timestamp()
     where workspace_id = $1::uuid and consumer = $2 returning 1`,
    [row.workspaceId, row.consumer, String(tx)],
  );
}
