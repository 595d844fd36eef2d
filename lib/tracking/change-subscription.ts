import { channelKitOf } from "../channels/catalog.ts";
import { type Ctx, inTransaction } from "../context.ts";
import { wake } from "../db/wake.ts";
import { raiseEvents } from "../events/raise-events.ts";
import { touchPeople } from "../people/touches.ts";
import { subscriptionEvent } from "./events.ts";
import { campaignProperties, type MessageOrigin } from "./origin.ts";
import { deleteSubscription, insertSubscription } from "./tracking-store.ts";

export type Change = {
  personId: string;
  channel: string;
  subscribed: boolean;
  /** link | one_click | member */
  reason: string;
  /** The message by which it was done. */
  origin: MessageOrigin | null;
  by: string | null;
};

/**
 * Notes that a person wants no messages by a channel any more, or wants them again, and raises the event of it; nothing
 * where it was so. `then` runs in the same transaction when it was not. Answers whether it changed.
 */
export async function changeSubscription(
  ctx: Ctx,
  change: Change,
  then: (tx: Ctx) => Promise<void> = async () => undefined,
): Promise<boolean> {
  const { workspaceId } = ctx;
  const at = ctx.clock.now();
  const { origin, subscribed, personId, channel, reason, by } = change;
  const row = { workspaceId, personId, channel, reason, by, at };
  const of = { originKind: origin?.kind ?? null, originId: origin?.id ?? null };
  const changed = await inTransaction(ctx, async (tx) => {
    const now = subscribed
      ? await deleteSubscription(tx.db, row)
      : await insertSubscription(tx.db, { ...row, ...of });
    if (now !== null) {
      const { label } = channelKitOf(channel);
      const campaign = origin ? campaignProperties(origin) : {};
      const event = subscriptionEvent({ ...row, label, subscribed, campaign });
      await raiseEvents(tx.db, workspaceId, [event], at);
      await touchPeople(tx.db, workspaceId, [now], `subscription:${channel}`);
      await then(tx);
    }
    return now !== null;
  });
  if (changed) {
    wake(ctx.db.pool, "events", workspaceId);
  }
  return changed;
}
