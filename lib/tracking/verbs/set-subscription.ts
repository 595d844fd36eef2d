import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { personInWorkspace } from "../../people/views.ts";
import { changeSubscription } from "../change-subscription.ts";
import { type PersonSubscriptions, type SetSubscription, setSubscription as schema } from "../schema.ts";
import { listSubscriptions } from "./list-subscriptions.ts";

/**
 * A member says for a person whether they want messages by a channel, because the person told them so. Throws `not_found`,
 * `invalid` for a channel that people cannot end.
 */
export async function setSubscription(ctx: Ctx, input: SetSubscription): Promise<PersonSubscriptions> {
  authorise(ctx, "subscriptions.write");
  const { id, channel, subscribed } = parse(schema, input);
  const person = await personInWorkspace(ctx, id);
  const { label, optOut } = channelKitOf(channel);
  if (!optOut) {
    const message = `Nobody subscribes to ${label}.`;
    throw new Fault("invalid", message, { problems: [{ path: "channel", field: "channel", message }] });
  }
  const by = actorName(ctx.actor);
  const change = { personId: person.id, channel, subscribed, reason: "member", origin: null, by };
  await changeSubscription(ctx, change, (tx) =>
    audit(tx, {
      action: subscribed ? "person.resubscribed" : "person.unsubscribed",
      // The log keeps no name of a person, who may have to be forgotten.
      object: { kind: "person", id: person.id, name: person.id },
      changes: { [channel]: { from: !subscribed, to: subscribed } },
    }),
  );
  return listSubscriptions(ctx, { id });
}
