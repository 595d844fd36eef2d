import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { CampaignEditor } from "@/components/campaigns/editor/campaign-editor.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Campaign" };

export default async function EditCampaign({ params }: Props) {
  const { id } = await params;
  return <CampaignEditor id={id} initial={await firstPaint("campaigns.get", { id })} />;
}
