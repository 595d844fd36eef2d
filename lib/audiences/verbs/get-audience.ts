import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type AudienceOf, type AudienceView, audienceOf } from "../schema.ts";
import { audienceInWorkspace, audienceViewOf } from "../views.ts";

/** One audience. Throws `not_found`. */
export async function getAudience(ctx: Ctx, input: AudienceOf): Promise<AudienceView> {
  authorise(ctx, "audiences.read");
  const { id } = parse(audienceOf, input);
  return audienceViewOf(ctx, await audienceInWorkspace(ctx, id));
}
