import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { rulesViewOf } from "../rules.ts";
import type { CampaignRulesView } from "../rules-schema.ts";

/** What holds for all campaigns of the workspace: approval (and how many could give it), and the global limits of each channel. */
export async function getRules(ctx: Ctx): Promise<CampaignRulesView> {
  authorise(ctx, "campaigns.read");
  return rulesViewOf(ctx);
}
