import { type Ctx, inTransaction } from "../context.ts";
import { wake } from "../db/wake.ts";
import { type RaisedEvent, raiseEvents } from "../events/raise-events.ts";
import type { Link } from "./links.ts";
import { type OriginNames, TEST_REFERENCE } from "./origin.ts";
import { upsertEngagement } from "./tracking-store.ts";

/**
 * Notes that a message was seen or clicked, and raises the event of it: always, or the first time alone. Nothing where the
 * person was deleted or the message was a test, and at most once a second for a message, whatever is called.
 */
export async function recordEngagement(
  ctx: Ctx,
  link: Link,
  kind: "viewed" | "clicked",
  { event, onlyFirst }: { event: (at: Date, names: OriginNames | null) => RaisedEvent; onlyFirst: boolean },
): Promise<void> {
  const { of, personId, messageId, url } = link;
  const { workspaceId } = of;
  if (of.reference === TEST_REFERENCE) {
    return;
  }
  const at = ctx.clock.now();
  const isNews = await inTransaction({ ...ctx, workspaceId }, async (tx) => {
    const noted = await upsertEngagement(tx.db, {
      ...{ workspaceId, personId, messageId, kind, at, url },
      originKind: of.kind,
      originId: of.id,
    });
    if (noted === null || (onlyFirst && !noted.first)) {
      return false;
    }
    await raiseEvents(tx.db, workspaceId, [event(at, noted.names)], at);
    return true;
  });
  if (isNews) {
    wake(ctx.db.pool, "events", workspaceId);
  }
}
