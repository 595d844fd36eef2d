import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { clickedEvent } from "../events.ts";
import { linkKey, readLink } from "../links.ts";
import { recordEngagement } from "../record-engagement.ts";
import { type ClickedLink, clickedLink } from "../schema.ts";

/** Notes that a link of a message was followed. Throws `not_found` for one that is none of ours. */
export async function recordClick(ctx: Ctx, input: ClickedLink): Promise<void> {
  authorise(ctx, "public");
  const { token, userAgent } = parse(clickedLink, input);
  const link = readLink(linkKey(ctx.secrets), token, "click");
  await recordEngagement(ctx, link, "clicked", {
    event: (at, names) => clickedEvent(link, at, { names, userAgent }),
    onlyFirst: false,
  });
}
