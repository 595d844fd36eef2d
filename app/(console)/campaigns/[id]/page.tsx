import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { ReportPage } from "@/components/campaigns/report/report-page.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Campaign" };

export default async function OneCampaign({ params }: Props) {
  const { id } = await params;
  return <ReportPage id={id} initial={await firstPaint("campaigns.get", { id })} />;
}
