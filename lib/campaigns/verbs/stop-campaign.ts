import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { changeCampaign, lockCampaign } from "../campaign-store.ts";
import { closeGate } from "../external/gate-store.ts";
import { stopRuns } from "../run-control-store.ts";
import { type CampaignOf, type CampaignView, campaignOf } from "../schema.ts";
import { activeStatuses } from "../statuses.ts";
import { campaignInWorkspace, campaignViewOf } from "../views.ts";

/**
 * Stops a campaign for good. Once this has returned no further request leaves; what was on its way is still booked, and
 * whoever still waited gets the verdict "Campaign stopped". Throws `precondition` when nothing of it is to be sent.
 */
export async function stopCampaign(ctx: Ctx, input: CampaignOf): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const { id } = parse(campaignOf, input);
  await inTransaction(ctx, async (tx) => {
    await closeGate(tx.db, tx.workspaceId, id);
    await lockCampaign(tx.db, tx.workspaceId, id);
    const { name, status } = await campaignInWorkspace(tx, id);
    if (!activeStatuses.includes(status)) {
      throw new Fault("precondition", "Nothing of this campaign is to be sent any more.");
    }
    const now = tx.clock.now();
    const by = actorName(tx.actor);
    const reason = `Stopped by ${by}`;
    await changeCampaign(tx.db, tx.workspaceId, id, {
      ...{ status: "STOPPED", reason, waiting: null, plannedAt: null, nextRunAt: null },
      ...{ stoppedBy: by, endedAt: now, changedAt: now },
    });
    await stopRuns(tx.db, { workspaceId: tx.workspaceId, campaignId: id, reason, now });
    await audit(tx, {
      action: "campaign.stopped",
      object: { kind: "campaign", id, name },
      changes: { status: { from: status, to: "STOPPED" } },
    });
  });
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, id));
}
