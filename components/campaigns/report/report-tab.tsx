import type { CampaignReport, CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { reportHref } from "../words.ts";
import { CheckPerson } from "./check-person.tsx";
import { CampaignOverTime } from "./over-time.tsx";
import { groupQuery, type PeopleGroup } from "./people-group.ts";
import classes from "./report.module.css";
import { RunsTable, type useCampaignRuns } from "./runs-table.tsx";
import { UpliftPanel } from "./uplift-panel.tsx";
import { VerdictTable } from "./verdict-table.tsx";

/** The people behind the numbers of the comparison with the control group. */
function comparedGroup(group: "sent" | "control", number: "people" | "converted"): Partial<PeopleGroup> {
  const code = group === "control" ? ("control_group" as const) : undefined;
  if (number === "converted") {
    return { did: "converted", code };
  }
  return code ? { code } : { status: "sent" };
}

/** What became of everybody: over time, by outcome, against the control group, run by run; and of one person. */
export function ReportTab({
  campaign,
  report,
  runId,
  runs,
  onRun,
}: {
  campaign: CampaignView;
  report: CampaignReport | undefined;
  runId: string | null;
  runs: ReturnType<typeof useCampaignRuns>;
  onRun: (runId: string) => void;
}) {
  return (
    <div className={classes.layout}>
      <div className={classes.column}>
        {report && <CampaignOverTime report={report} />}
        <VerdictTable campaignId={campaign.id} runId={runId} verdicts={report?.verdicts} />
        <RunsTable campaignId={campaign.id} runs={runs} onOpen={(run) => onRun(run.id)} />
      </div>
      <div className={classes.side}>
        <CheckPerson campaignId={campaign.id} />
        {report && (
          <UpliftPanel
            goal={report.goal}
            words={campaignReportMessages.uplift}
            note={
              report.goal && report.counts.sent > report.goal.sent.people
                ? campaignReportMessages.upliftOnce
                : undefined
            }
            hrefOf={(group, number) =>
              reportHref(campaign.id, groupQuery(comparedGroup(group, number), runId))
            }
          />
        )}
      </div>
    </div>
  );
}
