import { authorise } from "../../access/authorise.ts";
import { channelIds, channelKitOf } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { personInWorkspace } from "../../people/views.ts";
import { type PersonSubscriptions, type SubscriptionsOfPerson, subscriptionsOfPerson } from "../schema.ts";
import { selectSubscriptions } from "../tracking-store.ts";

/** By which channels a person wants messages, of those that people can end. Throws `not_found`. */
export async function listSubscriptions(
  ctx: Ctx,
  input: SubscriptionsOfPerson,
): Promise<PersonSubscriptions> {
  authorise(ctx, "people.read");
  const person = await personInWorkspace(ctx, parse(subscriptionsOfPerson, input).id);
  const rows = await selectSubscriptions(ctx.db, ctx.workspaceId, [person.id], null);
  const byChannel = new Map(rows.map((row) => [row.channel, row]));
  const kits = channelIds.map(channelKitOf).filter(({ optOut }) => optOut);
  return {
    items: kits.map(({ id, label }) => {
      const row = byChannel.get(id);
      return {
        channel: id,
        label,
        subscribed: row === undefined,
        at: row?.at.toISOString() ?? null,
        reason: row?.reason ?? null,
        by: row?.by ?? null,
      };
    }),
  };
}
