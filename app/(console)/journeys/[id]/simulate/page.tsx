import type { Metadata } from "next";
import { firstPaint, titled } from "@/app/_server/first-paint.ts";
import { SimulatorPage } from "@/components/journeys/simulator/simulator-page.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return titled("journeys.get", { id }, "Simulate", (view) => view.name);
}

export default async function Simulate({ params }: Props) {
  const { id } = await params;
  return <SimulatorPage id={id} initial={await firstPaint("journeys.get", { id })} />;
}
