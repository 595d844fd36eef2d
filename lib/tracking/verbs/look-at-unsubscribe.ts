import { authorise } from "../../access/authorise.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { linkKey, readLink } from "../links.ts";
import { type LinkToken, linkToken, type UnsubscribeView } from "../schema.ts";
import { selectStandings } from "../tracking-store.ts";

/** `a•••@example.com`: enough for its owner to know it, and little for whom the mail was passed on to. */
function masked(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}

/** What an unsubscribe link is about, and how it stands; nothing changes. Throws `not_found` for one that is none of ours. */
export async function lookAtUnsubscribe(ctx: Ctx, input: LinkToken): Promise<UnsubscribeView> {
  authorise(ctx, "public");
  const { of, personId } = readLink(linkKey(ctx.secrets), parse(linkToken, input).token, "unsubscribe");
  const [person] = await selectStandings(ctx.db, of.workspaceId, personId, [of.channel]);
  return {
    channelLabel: channelKitOf(of.channel).label,
    address: person?.email ? masked(person.email) : null,
    subscribed: person !== undefined && !person.byProperty && person.at === null,
    mayResubscribe: person !== undefined && !person.byProperty,
  };
}
