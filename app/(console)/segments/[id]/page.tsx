import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { ListScreen } from "@/components/segments/lists/list-screen.tsx";
import { SegmentScreen } from "@/components/segments/segment-screen.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Segment" };

export default async function SegmentPage({ params }: Props) {
  const { id } = await params;
  const segment = await firstPaint("segments.get", { id });
  if (segment?.kind === "list") {
    return <ListScreen list={segment} />;
  }
  return <SegmentScreen segment={segment ?? null} />;
}
