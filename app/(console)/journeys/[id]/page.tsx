import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { JourneyPage } from "@/components/journeys/editor/journey-page.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("journeys.get", { id }, "Journey", (view) => view.name);
}

export default async function Journey({ params }: Props) {
  const { id } = await params;
  return <JourneyPage id={id} initial={await firstPaint("journeys.get", { id })} />;
}
