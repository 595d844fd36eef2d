import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { CampaignEditor } from "@/components/campaigns/editor/campaign-editor.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("campaigns.get", { id }, "Campaign", (view) => view.name);
}

export default async function EditCampaign({ params }: Props) {
  const { id } = await params;
  const [initial, groups] = await Promise.all([
    firstPaint("campaigns.get", { id }),
    firstPaint("controlGroups.list", {}),
  ]);
  return <CampaignEditor id={id} initial={initial} groups={groups} />;
}
