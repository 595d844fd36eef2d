import { authorise } from "../../access/authorise.ts";
import { channelIds, channelKitOf } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { personInWorkspace } from "../../people/views.ts";
import { type PersonSubscriptions, type SubscriptionsOfPerson, subscriptionsOfPerson } from "../schema.ts";
import { selectStandings } from "../tracking-store.ts";

/** By which channels a person wants messages, of those that people can end. Throws `not_found`. */
export async function listSubscriptions(
  ctx: Ctx,
  input: SubscriptionsOfPerson,
): Promise<PersonSubscriptions> {
  authorise(ctx, "people.read");
  const person = await personInWorkspace(ctx, parse(subscriptionsOfPerson, input).id);
  const kits = channelIds.map(channelKitOf).filter(({ optOut }) => optOut);
  const ids = kits.map(({ id }) => id);
  const rows = await selectStandings(ctx.db, ctx.workspaceId, person.id, ids);
  return {
    items: rows.map(({ channel, byProperty, at, reason, by }) => ({
      channel,
      label: channelKitOf(channel).label,
      subscribed: !byProperty && at === null,
      at: at?.toISOString() ?? null,
      reason: at === null && byProperty ? "property" : reason,
      by,
      property: byProperty ? `MSG-${channel}` : null,
    })),
  };
}
