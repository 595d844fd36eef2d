import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { type CampaignRecord, convertedCount, verdictCounts } from "../campaign-store.ts";
import { countsOf } from "../counts.ts";
import { type CampaignDraft, runsByItself } from "../document.ts";
import { outcomeWords } from "../recipient-view.ts";
import {
  type ComparedPeople,
  comparedPeople,
  conversionsOverTime,
  countSpan,
  countsOverTime,
  engagementsOverTime,
} from "../report-store.ts";
import { type CampaignCounts, type CampaignReport, type ReportOf, reportOf } from "../schema.ts";
import { shareOf, upliftOf } from "../uplift.ts";
import type { DeliveryStatus, VerdictCode } from "../verdicts.ts";
import { campaignInWorkspace } from "../views.ts";

const TWO_DAYS_MS = 2 * 86_400_000;

/**
 * Who got it against who was held back, each person once: what is measured is whether people convert, and ten messages to
 * ten people are no hundred people that a difference could be sure of.
 */
async function compared(
  ctx: Ctx,
  { id, draft, runs }: CampaignRecord,
  runId: string | null,
  counts: CampaignCounts,
): Promise<CampaignReport["goal"]> {
  const { goal, qualification } = draft as CampaignDraft;
  if (!goal) {
    return null;
  }
  const of = { workspaceId: ctx.workspaceId, campaignId: id, runId };
  let found: ComparedPeople;
  if (runsByItself({ qualification }) && (runId !== null || runs <= 1)) {
    // In one run of many nobody is twice, and what was counted need not be counted again.
    const converted = await convertedCount(ctx.db, ctx.workspaceId, id, runId);
    found = {
      sent: { people: counts.sent, converted: converted.sent, worth: converted.sentWorth },
      control: { people: counts.control, converted: converted.control, worth: converted.controlWorth },
    };
  } else {
    found = await comparedPeople(ctx.db, of);
  }
  const isPriced = isJsonObject(goal) && goal.revenue !== undefined && goal.revenue !== null;
  const priced = ({ people, converted, worth }: ComparedPeople["sent"]) =>
    shareOf(people, converted, isPriced ? worth : null);
  const [sent, control] = [priced(found.sent), priced(found.control)];
  return { sent, control, uplift: upliftOf(sent, control) };
}

/** What became of everybody of a campaign, or of one of its runs; each number opens its people (`campaigns.recipients`). */
export async function reportCampaign(ctx: Ctx, input: ReportOf): Promise<CampaignReport> {
  authorise(ctx, "campaigns.read");
  const { id, runId = null } = parse(reportOf, input);
  const campaign = await campaignInWorkspace(ctx, id);
  const of = { workspaceId: ctx.workspaceId, campaignId: id, runId };
  const [counts, rows, span, zone] = await Promise.all([
    countsOf(ctx, id, runId),
    verdictCounts(ctx.db, ctx.workspaceId, id, runId),
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
    goal: await compared(ctx, campaign, runId, counts),
  };
}
