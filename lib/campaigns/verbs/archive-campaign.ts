import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { changeCampaign, lockCampaign } from "../campaign-store.ts";
import { type CampaignOf, type CampaignView, campaignOf } from "../schema.ts";
import { activeStatuses } from "../statuses.ts";
import { campaignInWorkspace, campaignViewOf } from "../views.ts";

async function setArchived(ctx: Ctx, input: CampaignOf, archived: boolean): Promise<CampaignView> {
  const { id } = parse(campaignOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockCampaign(tx.db, tx.workspaceId, id);
    const { name, status, archivedAt } = await campaignInWorkspace(tx, id);
    if ((archivedAt !== null) === archived) {
      return;
    }
    if (archived && activeStatuses.includes(status)) {
      throw new Fault("precondition", "Something of it may still be sent. Stop it first.");
    }
    const now = tx.clock.now();
    await changeCampaign(tx.db, tx.workspaceId, id, { archivedAt: archived ? now : null, changedAt: now });
    await audit(tx, {
      action: archived ? "campaign.archived" : "campaign.restored",
      object: { kind: "campaign", id, name },
    });
  });
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, id));
}

/** Puts a campaign out of the list. Throws `not_found`, `precondition` while something of it may still be sent. */
export async function archiveCampaign(ctx: Ctx, input: CampaignOf): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  return setArchived(ctx, input, true);
}

/** Puts an archived campaign back. Throws `not_found`. */
export async function restoreCampaign(ctx: Ctx, input: CampaignOf): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  return setArchived(ctx, input, false);
}
