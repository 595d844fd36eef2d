import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { freeCopyName } from "../../db/names.ts";
import { parse } from "../../kernel/parse.ts";
import { insertCampaign } from "../campaign-store.ts";
import type { CampaignDraft } from "../document.ts";
import { newCampaign } from "../new-campaign.ts";
import { type CampaignOf, type CampaignView, campaignOf } from "../schema.ts";
import { campaignInWorkspace, campaignViewOf } from "../views.ts";

/**
 * A draft with the same document, as "… (copy)": without secrets, which belong to the campaign they were given to, and
 * with fresh counters (contracts §10.5). Throws `not_found`.
 */
export async function duplicateCampaign(ctx: Ctx, input: CampaignOf): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const { id } = parse(campaignOf, input);
  const original = await campaignInWorkspace(ctx, id);
  const copy = await inTransaction(ctx, async (tx) => {
    const campaign = newCampaign(tx, {
      name: await freeCopyName(tx.db, "campaigns", tx.workspaceId, original.name),
      labels: original.labels,
      channel: original.channel,
      draft: original.draft as CampaignDraft,
    });
    await insertCampaign(tx.db, tx.workspaceId, campaign);
    await audit(tx, {
      action: "campaign.created",
      object: { kind: "campaign", id: campaign.id, name: campaign.name },
      changes: { copyOf: { from: null, to: original.name } },
    });
    return campaign;
  });
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, copy.id));
}
