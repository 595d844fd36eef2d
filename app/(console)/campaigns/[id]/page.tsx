import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { ReportPage } from "@/components/campaigns/report/report-page.tsx";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("campaigns.get", { id }, "Campaign", (view) => view.name);
}

export default async function OneCampaign({ params, searchParams }: Props) {
  const { id } = await params;
  const { run } = await searchParams;
  const initial = await firstPaint("campaigns.get", { id });
  // Its tables are as long as what became of people, and others stand below them. Of one run it is asked for by the screen.
  const report =
    initial?.publishedAt != null && run === undefined
      ? await firstPaint("campaigns.report", { id })
      : undefined;
  return <ReportPage id={id} initial={initial} report={report} />;
}
