import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { listCampaignRows } from "../campaign-store.ts";
import { type CampaignPage, type ListCampaigns, listCampaigns as schema } from "../schema.ts";
import { campaignRowOf } from "../views.ts";

/** Campaigns by filter. */
export async function listCampaigns(ctx: Ctx, input: ListCampaigns): Promise<CampaignPage> {
  authorise(ctx, "campaigns.read");
  const filter = parse(schema, input);
  const { rows, total } = await listCampaignRows(ctx.db, ctx.workspaceId, filter);
  return { items: rows.map(campaignRowOf), page: filter.page, perPage: filter.perPage, total };
}
