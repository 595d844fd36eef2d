import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { ReportPage } from "@/components/campaigns/report/report-page.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("campaigns.get", { id }, "Campaign", (view) => view.name);
}

export default async function OneCampaign({ params }: Props) {
  const { id } = await params;
  return <ReportPage id={id} initial={await firstPaint("campaigns.get", { id })} />;
}
