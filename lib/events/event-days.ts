import type { Db } from "../db/client.ts";
import { rollUpDays } from "./event-days-store.ts";
import { defineConsumer } from "./log.ts";
import { selectCursor } from "./log-store.ts";

/** Counts what each person did on each day, for questions about many people (lib/decisions/071). */
export const eventDays = defineConsumer({
  name: "event-days",
  maxEvents: 20_000,
  handle: (ctx, window, db) => rollUpDays(db, ctx.workspaceId, window),
});

/**
 * The transaction up to which the days of a workspace are counted; null: they are not yet, which is so for a moment in a
 * new workspace. What is read with it must ask the cursor once more (lib/segments/sql/day-rows.ts).
 */
export async function daysCountedUpTo(db: Db, workspaceId: string): Promise<string | null> {
  const upTo = await selectCursor(db, { workspaceId, consumer: eventDays.name });
  return upTo === null || upTo === 0n ? null : String(upTo);
}
