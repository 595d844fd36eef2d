import type { z } from "zod";
import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { withoutUnknown } from "../../kernel/without-unknown.ts";
import { type CampaignRecord, changeCampaign, lockCampaign } from "../campaign-store.ts";
import { campaignDocument } from "../document.ts";
import { nextRunOf } from "../engine/start.ts";
import { cancelHeldRun, hasOpenRuns, releaseHeldRun } from "../run-control-store.ts";
import { type CampaignView, runOf } from "../schema.ts";
import { campaignInWorkspace, campaignViewOf } from "../views.ts";

const notHeld = () => new Fault("precondition", "This run is not held.");

/**
 * The next run after one that was held, planned anew from now where its time has passed meanwhile: a message is not sent on
 * account of a date that is over (seed 001).
 */
async function nextAfterHold(tx: Ctx, { draft, plannedAt, nextRunAt }: CampaignRecord) {
  const now = tx.clock.now();
  if (!nextRunAt || (plannedAt ?? nextRunAt) > now) {
    return { plannedAt, nextRunAt };
  }
  return nextRunOf(
    parse(campaignDocument, withoutUnknown(campaignDocument, draft)),
    await workspaceTimeZone(tx),
    now,
  );
}

/** Sends a run that the safety limit held, to those who qualified when it did. Throws `precondition` when it is not held. */
export async function releaseRun(ctx: Ctx, input: z.output<typeof runOf>): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const { id, runId } = parse(runOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockCampaign(tx.db, tx.workspaceId, id);
    const record = await campaignInWorkspace(tx, id);
    const by = actorName(tx.actor);
    if (!(await releaseHeldRun(tx.db, { workspaceId: tx.workspaceId, campaignId: id, runId, by }))) {
      throw notHeld();
    }
    await changeCampaign(tx.db, tx.workspaceId, id, {
      ...{ status: "RUNNING", reason: null },
      ...(await nextAfterHold(tx, record)),
    });
    await audit(tx, { action: "campaign.released", object: { kind: "campaign", id, name: record.name } });
  });
  wake(ctx.db.pool, "campaigns", ctx.workspaceId);
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, id));
}

/** Ends a run that the safety limit held; a recurring campaign goes on with its next one. */
export async function cancelRun(ctx: Ctx, input: z.output<typeof runOf>): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const { id, runId } = parse(runOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockCampaign(tx.db, tx.workspaceId, id);
    const record = await campaignInWorkspace(tx, id);
    const now = tx.clock.now();
    const by = actorName(tx.actor);
    const reason = `Cancelled by ${by}`;
    if (!(await cancelHeldRun(tx.db, { workspaceId: tx.workspaceId, campaignId: id, runId, reason, now }))) {
      throw notHeld();
    }
    const next = await nextAfterHold(tx, record);
    const goesOn = await hasOpenRuns(tx.db, tx.workspaceId, id);
    await changeCampaign(tx.db, tx.workspaceId, id, {
      ...next,
      ...(goesOn
        ? { status: "RUNNING" }
        : next.nextRunAt
          ? { status: "AWAITING_NEXT_RUN" }
          : { status: "STOPPED", stoppedBy: by, endedAt: now }),
      reason,
    });
    await audit(tx, { action: "campaign.runCancelled", object: { kind: "campaign", id, name: record.name } });
  });
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, id));
}
