import type { Ctx } from "../context.ts";
import { type CampaignRules, campaignRules } from "./rules-schema.ts";
import { rulesRow } from "./rules-store.ts";

/** What holds for all campaigns of the caller's workspace. */
export async function rulesOf(ctx: Pick<Ctx, "db" | "workspaceId">): Promise<CampaignRules> {
  const row = await rulesRow(ctx.db, ctx.workspaceId);
  return campaignRules.parse(row ?? { approval: false, limits: {} });
}
