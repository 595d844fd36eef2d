import type { CampaignReport } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { OverTime } from "../../ui/over-time.tsx";

const words = campaignReportMessages.overTime;
const full = new Intl.NumberFormat("en");

type Measure = Exclude<keyof CampaignReport["overTime"][number], "at">;

const outcomes = [
  { name: "sent", label: words.sent, color: "indigo.5" },
  { name: "failed", label: words.failed, color: "red.6" },
  { name: "held", label: words.held, color: "gray.5" },
] as const;
const reactions = [
  { name: "viewed", label: words.viewed, color: "teal.6" },
  { name: "clicked", label: words.clicked, color: "blue.6" },
  { name: "converted", label: words.converted, color: "orange.6" },
] as const;

/** What became of people by the hour or the day, and what they did then. */
export function CampaignOverTime({ report }: { report: Pick<CampaignReport, "overTime" | "step"> }) {
  const { overTime: points, step } = report;
  const sum = (of: Measure) => points.reduce((total, point) => total + point[of], 0);
  const reacted = reactions.filter(({ name }) => sum(name) > 0);
  return (
    <OverTime<Measure>
      {...{ words, points, step }}
      sum={words.sum(full.format(sum("sent")), full.format(sum("failed")), full.format(sum("held")))}
      bars={outcomes.filter(({ name }) => name === "sent" || sum(name) > 0)}
      isStacked
      lines={reacted.length > 0 ? { title: words.reactions, series: reacted } : undefined}
    />
  );
}
