import type { Ctx } from "../context.ts";
import { convertedCount, engagementCounts, verdictCounts } from "./campaign-store.ts";
import type { CampaignCounts } from "./schema.ts";

/** What became of the people of a campaign, or of one of its runs, so far. */
export async function countsOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  campaignId: string,
  runId: string | null = null,
): Promise<CampaignCounts> {
  const [rows, converted, engaged] = await Promise.all([
    verdictCounts(ctx.db, ctx.workspaceId, campaignId, runId),
    convertedCount(ctx.db, ctx.workspaceId, campaignId, runId),
    engagementCounts(ctx.db, ctx.workspaceId, campaignId, runId),
  ]);
  const sum = (which: (row: { status: string; code: string }) => boolean) =>
    rows.filter(which).reduce((total, { people }) => total + people, 0);
  return {
    qualified: sum(() => true),
    waiting: sum(({ status }) => status === "waiting"),
    sent: sum(({ status }) => status === "sent"),
    failed: sum(({ status }) => status === "failed"),
    held: sum(({ status }) => status === "held"),
    control: sum(({ code }) => code === "control_group"),
    ...engaged,
    converted: converted.sent,
  };
}
