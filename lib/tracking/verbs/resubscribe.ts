import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { changeSubscription } from "../change-subscription.ts";
import { linkKey, readLink } from "../links.ts";
import { type LinkToken, linkToken } from "../schema.ts";

/** The person of the link wants messages by its channel again. A second time changes nothing. Throws `not_found`. */
export async function resubscribe(ctx: Ctx, input: LinkToken): Promise<void> {
  authorise(ctx, "public");
  const { of, personId } = readLink(linkKey(ctx.secrets), parse(linkToken, input).token, "unsubscribe");
  const change = { personId, channel: of.channel, subscribed: true, reason: "link", origin: of, by: null };
  await changeSubscription({ ...ctx, workspaceId: of.workspaceId }, change);
}
