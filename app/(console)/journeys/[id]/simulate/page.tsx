import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { SimulatorPage } from "@/components/journeys/simulator/simulator-page.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Simulate" };

export default async function Simulate({ params }: Props) {
  const { id } = await params;
  return <SimulatorPage id={id} initial={await firstPaint("journeys.get", { id })} />;
}
