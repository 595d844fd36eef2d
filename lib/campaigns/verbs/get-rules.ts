import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { rulesOf } from "../rules.ts";
import type { CampaignRules } from "../rules-schema.ts";

/** What holds for all campaigns of the workspace: approval, and the global limits of each channel. */
export async function getRules(ctx: Ctx): Promise<CampaignRules> {
  authorise(ctx, "campaigns.read");
  return rulesOf(ctx);
}
