import type { Sql } from "../../db/queryable.ts";

/*
 * Whoever moves people stands behind the gate of their workspace, with others; whoever pauses, stops or publishes a journey
 * stands there alone. So nobody is moved by what was true before. Advisory locks, whose waiters stand in a line (086).
 */

/** Holds the gate open to the end of the transaction. Look at journeys only in a later statement. */
export async function holdJourneyGate(db: Sql, workspaceId: string): Promise<void> {
  await db.sql("select pg_advisory_xact_lock_shared(hashtextextended('journeys ' || $1::text, 0))::text", [
    workspaceId,
  ]);
}

/** Waits for those who move people now, and keeps others waiting to the end of the transaction. */
export async function closeJourneyGate(db: Sql, workspaceId: string): Promise<void> {
  await db.sql("select pg_advisory_xact_lock(hashtextextended('journeys ' || $1::text, 0))::text", [
    workspaceId,
  ]);
}

/** Only one transaction at a time lets people into journeys of a workspace, so that nobody comes in twice. */
export async function lockEntries(db: Sql, workspaceId: string): Promise<void> {
  await db.sql("select pg_advisory_xact_lock(hashtextextended('journey entries ' || $1::text, 0))::text", [
    workspaceId,
  ]);
}
