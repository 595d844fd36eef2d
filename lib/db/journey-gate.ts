import type { Sql } from "./queryable.ts";

/*
 * Whoever moves people in journeys stands behind the gate of their workspace, with others; whoever pauses, stops or publishes
 * a journey, or deletes a person, stands there alone. So nobody is moved by what was true before. Advisory locks, whose waiters
 * stand in a line (086). It is taken before all else that both sides hold.
 */

/** Holds the gate open to the end of the transaction. Look at journeys and people only in a later statement. */
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
