import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { CampaignsPage } from "@/components/campaigns/list/campaigns-page.tsx";
import { readListAddress } from "@/components/campaigns/list/list-address.ts";

export const metadata: Metadata = { title: "Campaigns" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const given = await searchParams;
  const input = readListAddress({ get: (name) => [given[name] ?? []].flat()[0] ?? null });
  const page = await firstPaint("campaigns.list", input);
  return <CampaignsPage initial={page && { input, page }} />;
}
