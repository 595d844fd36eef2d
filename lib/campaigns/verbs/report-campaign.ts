import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { convertedCount, verdictCounts } from "../campaign-store.ts";
import { countsOf } from "../counts.ts";
import type { CampaignDraft } from "../document.ts";
import { outcomeWords } from "../recipient-view.ts";
import { conversionsOverTime, countSpan, countsOverTime, engagementsOverTime } from "../report-store.ts";
import { type CampaignReport, type ReportOf, reportOf } from "../schema.ts";
import { shareOf, upliftOf } from "../uplift.ts";
import type { DeliveryStatus, VerdictCode } from "../verdicts.ts";
import { campaignInWorkspace } from "../views.ts";

const TWO_DAYS_MS = 2 * 86_400_000;

/** What became of everybody of a campaign, or of one of its runs; each number opens its people (`campaigns.recipients`). */
export async function reportCampaign(ctx: Ctx, input: ReportOf): Promise<CampaignReport> {
  authorise(ctx, "campaigns.read");
  const { id, runId = null } = parse(reportOf, input);
  const campaign = await campaignInWorkspace(ctx, id);
  const of = { workspaceId: ctx.workspaceId, campaignId: id, runId };
  const [counts, rows, converted, span, zone] = await Promise.all([
    countsOf(ctx, id, runId),
    verdictCounts(ctx.db, ctx.workspaceId, id, runId),
    convertedCount(ctx.db, ctx.workspaceId, id, runId),
    countSpan(ctx.db, of),
    workspaceTimeZone(ctx),
  ]);
  const step = (span.last?.getTime() ?? 0) - (span.first?.getTime() ?? 0) > TWO_DAYS_MS ? "day" : "hour";
  const [times, conversions, engagements] = await Promise.all([
    countsOverTime(ctx.db, of, step, zone),
    conversionsOverTime(ctx.db, of, step, zone),
    engagementsOverTime(ctx.db, of, step, zone),
  ]);
  const blank = { sent: 0, failed: 0, held: 0, viewed: 0, clicked: 0, converted: 0 };
  const points = new Map<number, CampaignReport["overTime"][number]>();
  for (const { at, ...figures } of [...times, ...conversions, ...engagements]) {
    const known = points.get(at.getTime()) ?? { at: at.toISOString(), ...blank };
    points.set(at.getTime(), { ...known, ...figures });
  }
  const sent = shareOf(counts.sent, converted.sent);
  const control = shareOf(counts.control, converted.control);
  return {
    counts,
    verdicts: rows
      .filter(({ people }) => people > 0)
      .map(({ status, code, people }) => ({
        status: status as DeliveryStatus,
        code: code === "" ? null : (code as VerdictCode),
        ...outcomeWords(status, code),
        people,
      }))
      .sort((a, b) => b.people - a.people),
    overTime: [...points.values()].sort((a, b) => (a.at < b.at ? -1 : 1)),
    step,
    goal: (campaign.draft as CampaignDraft).goal ? { sent, control, uplift: upliftOf(sent, control) } : null,
  };
}
