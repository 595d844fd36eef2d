import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type CampaignOf, type CampaignView, campaignOf } from "../schema.ts";
import { campaignInWorkspace, campaignViewOf } from "../views.ts";

/** A campaign with its draft, what keeps it from being published, and its counts. Throws `not_found`. */
export async function getCampaign(ctx: Ctx, input: CampaignOf): Promise<CampaignView> {
  authorise(ctx, "campaigns.read");
  const { id } = parse(campaignOf, input);
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, id));
}
