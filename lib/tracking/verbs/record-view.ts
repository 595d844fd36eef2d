import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { viewedEvent } from "../events.ts";
import { linkKey, readLink } from "../links.ts";
import { recordEngagement } from "../record-engagement.ts";
import { type LinkToken, linkToken } from "../schema.ts";

/** Notes that a message was opened. Throws `not_found` for a link that is none of ours. */
export async function recordView(ctx: Ctx, input: LinkToken): Promise<void> {
  authorise(ctx, "public");
  const link = readLink(linkKey(ctx.secrets), parse(linkToken, input).token, "open");
  await recordEngagement(ctx, link, "viewed", {
    event: (at, names) => viewedEvent(link, at, names),
    onlyFirst: true,
  });
}
