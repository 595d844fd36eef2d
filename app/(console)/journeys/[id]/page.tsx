import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { JourneyPage } from "@/components/journeys/editor/journey-page.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Journey" };

export default async function Journey({ params }: Props) {
  const { id } = await params;
  return <JourneyPage id={id} initial={await firstPaint("journeys.get", { id })} />;
}
