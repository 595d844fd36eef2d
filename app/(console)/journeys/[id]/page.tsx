import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { JourneyPage } from "@/components/journeys/editor/journey-page.tsx";
import { reportInput } from "@/components/journeys/report/asked.ts";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("journeys.get", { id }, "Journey", (view) => view.name);
}

export default async function Journey({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = await searchParams;
  const get = (name: string): string | null => {
    const [first = null] = [asked[name] ?? []].flat();
    return first;
  };
  const initial = await firstPaint("journeys.get", { id });
  // The report's figures and its canvas are as high as what they tell, and all else stands below them.
  const input = initial?.version != null && get("tab") === "report" ? reportInput(id, { get }) : null;
  const report = input && (await firstPaint("journeys.report", input));
  return <JourneyPage id={id} initial={initial} painted={input && report ? { input, report } : undefined} />;
}
