import { countMembersAllowed } from "../access/count-members.ts";
import type { Ctx } from "../context.ts";
import { type CampaignRules, type CampaignRulesView, campaignRules } from "./rules-schema.ts";
import { rulesRow } from "./rules-store.ts";

/** What holds for all campaigns of the caller's workspace. */
export async function rulesOf(ctx: Pick<Ctx, "db" | "workspaceId">): Promise<CampaignRules> {
  const row = await rulesRow(ctx.db, ctx.workspaceId);
  return campaignRules.parse(row ?? { approval: false, limits: {} });
}

/** The same with how many could approve. */
export async function rulesViewOf(ctx: Pick<Ctx, "db" | "workspaceId">): Promise<CampaignRulesView> {
  const [rules, approvers] = await Promise.all([rulesOf(ctx), countMembersAllowed(ctx, "campaigns.write")]);
  return { ...rules, approvers };
}
