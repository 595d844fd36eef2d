import type { Sql } from "../db/queryable.ts";
import type { JsonObject } from "../kernel/json.ts";
import { insertRaised } from "./raise-store.ts";

/** Something that happened to a person by what Junction did: a message left, was seen, was clicked. */
export type RaisedEvent = {
  personId: string;
  /** a system event's name (lib/events/system-events.ts) */
  name: string;
  /** the same for the same happening, under 100 characters: a second one with it is not written */
  messageId: string;
  /** when it happened */
  timestamp: Date;
  properties: JsonObject;
};

/**
 * Writes events of known people into the log, in the caller's transaction, in one statement for all of them: the
 * catalogue, live segments and exports see them as they see calls that came in. Call it once in a transaction, which
 * holds the people against merges until its end; afterwards `wake(db.pool, "events", workspaceId)` has them read at once.
 */
export async function raiseEvents(
  db: Sql,
  workspaceId: string,
  events: readonly RaisedEvent[],
  receivedAt: Date,
): Promise<void> {
  if (events.length > 0) {
    await insertRaised(db, workspaceId, receivedAt, events);
  }
}
