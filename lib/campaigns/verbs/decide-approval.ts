import type { z } from "zod";
import { actorId } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { changedMeanwhile } from "../../access/edited.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { type CampaignRecord, changeCampaign, lockCampaign } from "../campaign-store.ts";
import { publishLocked } from "../publish.ts";
import { type CampaignView, decideApproval as schema } from "../schema.ts";
import { ARCHIVED, campaignInWorkspace, campaignViewOf } from "../views.ts";

/** The campaign that waits for approval, locked, as the caller saw it. */
async function asked(tx: Ctx, { id, version }: z.output<typeof schema>): Promise<CampaignRecord> {
  await lockCampaign(tx.db, tx.workspaceId, id);
  const record = await campaignInWorkspace(tx, id);
  if (record.status !== "APPROVAL_PENDING") {
    throw new Fault("precondition", "Nobody asks for approval of this campaign.");
  }
  if (record.version !== version) {
    throw await changedMeanwhile(tx, "campaign", record);
  }
  return record;
}

/**
 * Approves and publishes what another member asked for. Throws `forbidden` for whoever asked, `precondition` for one that is
 * archived: what sends stands in the list.
 */
export async function approveCampaign(ctx: Ctx, input: z.output<typeof schema>): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const given = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    const record = await asked(tx, given);
    if (record.requestedById !== null && record.requestedById === actorId(tx.actor)) {
      throw new Fault("forbidden", "Another member has to approve what you asked for.");
    }
    if (record.archivedAt) {
      throw new Fault("precondition", ARCHIVED);
    }
    await audit(tx, {
      action: "campaign.approved",
      object: { kind: "campaign", id: record.id, name: record.name },
      changes: { requestedBy: { from: record.requestedBy, to: null } },
    });
    await publishLocked(tx, record);
  });
  wake(ctx.db.pool, "campaigns", ctx.workspaceId);
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, given.id));
}

/** Refuses what another member asked for; whoever asked sees the reason until they ask again. */
export async function rejectCampaign(ctx: Ctx, input: z.output<typeof schema>): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const given = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    const record = await asked(tx, given);
    const reason = given.reason?.trim() || "No reason was given";
    await changeCampaign(tx.db, tx.workspaceId, record.id, {
      ...{ status: "REJECTED", reason },
      changedAt: tx.clock.now(),
    });
    await audit(tx, {
      action: "campaign.rejected",
      object: { kind: "campaign", id: record.id, name: record.name },
      changes: { reason: { from: null, to: reason } },
    });
  });
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, given.id));
}
