import type { Metadata } from "next";
import { firstPaint } from "@/app/_server/first-paint.ts";
import { SegmentPage } from "@/components/segments/page/segment-page.tsx";

type Props = { params: Promise<{ id: string }> };

export const metadata: Metadata = { title: "Segment" };

export default async function OneSegment({ params }: Props) {
  const { id } = await params;
  return <SegmentPage id={id} initial={await firstPaint("segments.get", { id })} />;
}
