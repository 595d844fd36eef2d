import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { changeSubscription } from "../change-subscription.ts";
import { linkKey, readLink } from "../links.ts";
import { type UnsubscribeBy, unsubscribeBy } from "../schema.ts";

/** The person of the link wants no more messages by its channel. A second time changes nothing. Throws `not_found`. */
export async function unsubscribe(ctx: Ctx, input: UnsubscribeBy): Promise<void> {
  authorise(ctx, "public");
  const { token, by } = parse(unsubscribeBy, input);
  const { of, personId } = readLink(linkKey(ctx.secrets), token, "unsubscribe");
  const change = { personId, channel: of.channel, subscribed: false, reason: by, origin: of, by: null };
  await changeSubscription({ ...ctx, workspaceId: of.workspaceId }, change);
}
