import { actorName } from "../access/actor.ts";
import { audit } from "../access/audit.ts";
import type { Ctx } from "../context.ts";
import { archiveDestinationRows } from "./destination-store.ts";

/**
 * Takes destinations of a source out of use, in the transaction of `ctx`: all of them, or the one with `id`. What waits is
 * not sent, replays end, history stays.
 */
export async function archiveDestinations(
  tx: Ctx,
  source: { id: string; name: string },
  id: string | null = null,
): Promise<void> {
  const archived = await archiveDestinationRows(tx.db, {
    workspaceId: tx.workspaceId,
    sourceId: source.id,
    id,
    by: actorName(tx.actor),
    now: tx.clock.now(),
  });
  for (const destination of archived) {
    await audit(tx, {
      action: "destination.removed",
      object: {
        kind: "destination",
        id: destination.id,
        name: `${source.name} to ${destination.name}`,
      },
    });
  }
}
