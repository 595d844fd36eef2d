import { authorise } from "../../access/authorise.ts";
import { type HistoryOf, type HistoryPage, historyOf } from "../../access/history-schema.ts";
import { objectHistory } from "../../access/object-history.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { campaignInWorkspace } from "../views.ts";

/** Who did what to a campaign, newest first. */
export async function listCampaignHistory(ctx: Ctx, input: HistoryOf): Promise<HistoryPage> {
  authorise(ctx, "campaigns.read");
  const { id, ...page } = parse(historyOf, input);
  await campaignInWorkspace(ctx, id);
  return objectHistory(ctx, { kind: "campaign", id }, page);
}
