import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { JourneysPage } from "@/components/journeys/list/journeys-page.tsx";
import { readJourneyAddress } from "@/components/journeys/list/list-address.ts";

export const metadata: Metadata = { title: "Journeys" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const given = await searchParams;
  const input = readJourneyAddress({ get: (name) => [given[name] ?? []].flat()[0] ?? null });
  const page = await firstPaint("journeys.list", input);
  return <JourneysPage initial={page && { input, page }} />;
}
