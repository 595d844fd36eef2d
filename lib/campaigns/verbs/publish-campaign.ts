import type { z } from "zod";
import { actorId, actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { changedMeanwhile } from "../../access/edited.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { changeCampaign, lockCampaign } from "../campaign-store.ts";
import { publishableDocument, publishLocked } from "../publish.ts";
import { rulesOf } from "../rules.ts";
import { type CampaignView, decideApproval as schema } from "../schema.ts";
import { editableStatuses } from "../statuses.ts";
import { ARCHIVED, campaignInWorkspace, campaignViewOf } from "../views.ts";

/**
 * Publishes a campaign; where the workspace demands approval, asks another member for it. Throws `invalid` with all
 * problems, `conflict` for another version than the newest, `precondition` for one that is published. What waits for
 * approval is published by this once the workspace demands none.
 */
export async function publishCampaign(ctx: Ctx, input: z.output<typeof schema>): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const { id, version } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockCampaign(tx.db, tx.workspaceId, id);
    const record = await campaignInWorkspace(tx, id);
    const { approval } = await rulesOf(tx);
    if (!editableStatuses.includes(record.status)) {
      throw new Fault("precondition", "It is published already.");
    }
    if (record.status === "APPROVAL_PENDING" && approval) {
      throw new Fault("precondition", "It waits for approval already.");
    }
    if (record.archivedAt) {
      throw new Fault("precondition", ARCHIVED);
    }
    if (record.version !== version) {
      throw await changedMeanwhile(tx, "campaign", record);
    }
    if (!approval) {
      await publishLocked(tx, record);
      return;
    }
    await publishableDocument(tx, record);
    await changeCampaign(tx.db, tx.workspaceId, id, {
      ...{ status: "APPROVAL_PENDING", reason: null },
      ...{ requestedBy: actorName(tx.actor), requestedById: actorId(tx.actor) },
      changedAt: tx.clock.now(),
    });
    await audit(tx, {
      action: "campaign.approvalAsked",
      object: { kind: "campaign", id, name: record.name },
    });
  });
  wake(ctx.db.pool, "campaigns", ctx.workspaceId);
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, id));
}
